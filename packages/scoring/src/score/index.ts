/** Scores at an instant, by the day, and one change at a time. */
export { dailyScores, type DailyQuestion, type DailyScore } from './daily.ts';
export { peerOfOutsider, peerScores } from './peer.ts';
export { BINARY_UNITS, scoreOf, type Standing } from './question.ts';
export { skill } from './skill.ts';
export { startSweep, type Sweep, type Totals } from './sweep.ts';
