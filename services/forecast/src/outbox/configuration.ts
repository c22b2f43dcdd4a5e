import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';

/** Everything that the environment may say to an outbox. */
export const outboxConfiguration = configuration(serviceVariables({ port: 8425 }));
