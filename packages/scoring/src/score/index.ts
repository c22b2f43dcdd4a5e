/** Scores at an instant, by the day, and one change at a time. */
export { dailyScores, type DailyQuestion, type DailyScore } from './daily.ts';
export { peerOfOutsider, peerScores } from './peer.ts';
export type { Standing } from './question.ts';
export { BINARY_UNITS, FIGURES, type Score, type ScoreTable, type Units } from './score-table.ts';
export { skill } from './skill.ts';
export type { Changes } from './stand-all.ts';
export { startSweep, type Sweep } from './sweep.ts';
