import { configuration } from '@casus/platform';
import { serviceVariables } from '@casus/service';

/** Everything that the environment may say to a resolver. */
export const resolverConfiguration = configuration(serviceVariables({ port: 8423 }));
