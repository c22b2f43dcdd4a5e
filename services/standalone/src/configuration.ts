import { configuration, logLevels, onOff, portNumber } from '@casus/platform';
import { z } from 'zod';

/** Everything that the environment may say to a Casus in one process. */
export const standaloneConfiguration = configuration({
  CASUS_HOST: z.string().default('127.0.0.1').describe('Address to listen on.'),
  CASUS_PORT: portNumber.default(8420).describe('TCP port of the REST API; 0 takes a free one.'),
  CASUS_DEMO: onOff
    .default(true)
    .describe(
      'on: load the demonstration on first start, into a data directory of its own; off: start empty.',
    ),
  CASUS_DATA_DIR: z
    .string()
    .default('.casus')
    .describe('Folder of the embedded database: `demo` in it with the demonstration, else `main`.'),
  DATABASE_URL: z.string().optional().describe('A Postgres 15 or newer to use instead of the embedded one.'),
  CASUS_LOG_LEVEL: z.enum(logLevels).default('warn').describe('Least severe level that is logged.'),
});

export type StandaloneConfiguration = z.output<typeof standaloneConfiguration>;
