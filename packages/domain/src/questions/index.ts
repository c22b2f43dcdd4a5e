export { checkDefinition, isClaimDecided, publishedAggregate } from './definition.ts';
export { conditionNews } from './condition-news.ts';
export {
  alarms,
  conditions,
  placeKey,
  predictions,
  questions,
  refusals,
  resolutions,
  standing,
  standingKey,
  unconditional,
  verdicts,
} from './tables.ts';
export type {
  Contest,
  PredictionRow,
  QuestionRow,
  RefusalRow,
  Resolution,
  ResolutionRow,
  StandingRow,
  VerdictRow,
} from './tables.ts';
