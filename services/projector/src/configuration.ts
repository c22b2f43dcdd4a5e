import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';

/** Everything that the environment may say to a projector, and to a scorer. */
export const projectorConfiguration = configuration(serviceVariables({ port: 8422 }));
