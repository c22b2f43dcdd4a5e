import type { EventLog } from '@casus/log';
import type { Clock, Logger } from '@casus/platform';
import type { Texts } from '@casus/platform/accounts';
import type { PositionWatch } from '@casus/projection';
import type { Pool } from 'pg';

/** What intake works with; all of it belongs to whoever starts it. */
export interface IngestContext {
  readonly log: EventLog;
  /** Reads the views of the read schema. */
  readonly pool: Pool;
  readonly texts: Texts;
  readonly watch: PositionWatch;
  readonly clock: Clock;
  readonly logger: Logger;
}
