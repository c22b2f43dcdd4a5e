import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import type { Texts } from '@casus/platform/accounts';
import type { PositionWatch } from '@casus/projection';
import type { Pool } from 'pg';

/** What the routes need: the log to write to, the read schema, and the texts that lie outside the log. */
export interface ApiContext {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly texts: Texts;
  readonly watch: PositionWatch;
  readonly clock: Clock;
  readonly logger: Logger;
}
