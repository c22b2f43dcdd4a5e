export { startService } from './service-process.ts';
export type { ServiceName, ServiceOptions, ServiceProcess } from './service-process.ts';
