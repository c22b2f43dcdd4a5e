export { start } from './start.ts';
export type { ProjectorContext } from './start.ts';
export { projections } from './read-models/index.ts';
export type { ForecastRow } from './read-models/forecasts.ts';
export type { ScoredRow, ScoreRow } from './read-models/scores.ts';
