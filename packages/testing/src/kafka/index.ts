export type { AnswerProxy } from './answer-proxy.ts';
export { startBroker } from './broker.ts';
export type { Broker, BrokerOptions } from './broker.ts';
export { findJava } from './jars.ts';
export { openKafka } from './open-kafka.ts';
export type { RunningKafka } from './open-kafka.ts';
export { freePorts } from './free-port.ts';
export { openPerfTools } from './perf-tools.ts';
export type { PerfTools } from './perf-tools.ts';
