import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';

/** Everything that the environment may say to the REST API. */
export const apiConfiguration = configuration(serviceVariables({ port: 8420 }));
