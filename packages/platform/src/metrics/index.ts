export { Counter, Gauge, Histogram } from 'prom-client';
export { exposeMetrics } from '../http/metrics-route.ts';
export { makeMetrics } from './metrics.ts';
export type { Metrics } from './metrics.ts';
