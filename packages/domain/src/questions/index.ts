export { checkDefinition, publishedAggregate } from './definition.ts';
export type { DefinitionProblem } from './definition.ts';
export { foldQuestion } from './fold-question.ts';
export { probabilityBounds } from './predictions.ts';
export {
  alarms,
  placeKey,
  predictions,
  questions,
  refusals,
  resolutions,
  standing,
  standingKey,
  verdicts,
} from './tables.ts';
export type {
  AlarmRow,
  Contest,
  PredictionRow,
  QuestionRow,
  RefusalRow,
  Resolution,
  ResolutionRow,
  StandingRow,
  StandingVerdict,
  VerdictRow,
} from './tables.ts';
