export { systemClock } from './clock.ts';
export type { Clock } from './clock.ts';
export {
  configuration,
  describeConfiguration,
  onOff,
  portNumber,
  readConfiguration,
} from './config/configuration.ts';
export type { Configuration, VariableDoc } from './config/configuration.ts';
export { logLevels, makeLogger } from './logger.ts';
export type { Logger, LoggerOptions } from './logger.ts';
export { print } from './process/print.ts';
export { failureText, runMain } from './process/run-main.ts';
export { StartupError } from './process/startup-error.ts';
