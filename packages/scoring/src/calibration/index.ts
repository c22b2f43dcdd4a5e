/** How well predictions agree with what came: calibration, decompositions, discrimination, skill. */
export { calibrationCurve, wilsonInterval, type Binning, type CalibrationBin } from './bins.ts';
export { corpDecomposition, type Corp } from './corp.ts';
export { discrimination, type Discrimination } from './discrimination.ts';
export { isotonic } from './isotonic.ts';
export { pastSchedule, timeWeighted, type Judged } from './judged.ts';
export { murphyDecomposition, type Murphy } from './murphy.ts';
export {
  baseRateAt,
  skillWithInterval,
  type Compared,
  type KnownOutcome,
  type Skill,
} from './skill-interval.ts';
export { type Interval, type Resampling } from '../bootstrap.ts';
