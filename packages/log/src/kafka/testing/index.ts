export { openBareClient } from './bare-client.ts';
export type { BareClient } from './bare-client.ts';
export { lostTailRound, recreationRound, trimRound } from './halting-rounds.ts';
export { passingFaults, passingRound } from './round.ts';
export type { Fault, RoundResult } from './round.ts';
export { readTopic } from './read-topic.ts';
export { deleteTopic, trimPartition, withAdmin } from './topic-surgery.ts';
