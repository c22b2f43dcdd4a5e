/**
 * Scores of predictions. Pure: no clock, no chance, no I/O. Times are numbers of seconds, probabilities
 * 0…1, logarithms natural. Aggregates, pools, calibration, leaderboards, distributions and conditional
 * questions are entries of their own: `@casus/scoring/aggregates` and so on.
 */
export { ScoringError } from './error.ts';
export { clampProbability, probability, type Probability } from './probability.ts';
export { coverage, scoringHorizon, spotTime, type Horizon, type SpotChoice } from './horizon.ts';
export {
  baselineBinary,
  brierBinary,
  brierTwoCategory,
  expectedBaseline,
  logBinary,
} from './score/binary.ts';
export { baselineOptions, brierOptions, logOptions, ordinalBrier } from './score/options.ts';
export { baselineContinuous, crps, crpsDays, logContinuous } from './score/continuous.ts';
export { scoreQuestion, type ForecasterScore, type QuestionToScore } from './score/question.ts';
