import { pino } from 'pino';

export type Logger = pino.Logger;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

export type LoggerOptions = {
  /** The service's name, on every line. */
  readonly name: string;
  readonly level: (typeof logLevels)[number];
};

/** One JSON object a line on standard error; standard output stays for what people read. Keys are never written. */
export function makeLogger({ name, level }: LoggerOptions): Logger {
  const destination = pino.destination({ dest: 2, sync: true });
  destination.on('error', () => undefined); // a closed terminal must not end the process
  return pino(
    { name, level, redact: ['headers.authorization', 'req.headers.authorization', '*.password', '*.secret'] },
    destination,
  );
}
