import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';

/** Everything that the environment may say to intake. */
export const ingestConfiguration = configuration(serviceVariables({ port: 8421 }));
