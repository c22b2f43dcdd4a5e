import { configuration, onOff } from '@casus/platform';
import { serviceVariables } from '@casus/service';

const { CASUS_HOST: _host, CASUS_PORT: _port, ...variables } = serviceVariables({ port: 0 });

/** Everything that the environment may say to the preparation of a deployment. */
export const prepareConfiguration = configuration({
  ...variables,
  CASUS_DEMO: onOff
    .default(true)
    .describe('on: a new log begins with the demonstration; off: with the registers alone.'),
});
