import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';
import { z } from 'zod';

/** What the environment says to a resolver alone. */
export const resolverVariables = {
  CASUS_EVENT_MEMORY: z.coerce
    .number()
    .int()
    .min(0)
    .default(2_000_000)
    .describe('Events at most that open claims share in memory; claims beyond it are evaluated singly.'),
};

/** Everything that the environment may say to a resolver. */
export const resolverConfiguration = configuration({
  ...serviceVariables({ port: 8423 }),
  ...resolverVariables,
});
