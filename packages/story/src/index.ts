export { crowdText } from './crowd.ts';
export { decidedTable } from './decided-table.ts';
export type { DecidedLine } from './decided-table.ts';
export { onlyQuestion, renderDay } from './render-day.ts';
export { tellStory } from './tell.ts';
export type { CrowdChange, Day, Settlement, VerdictChange } from './story.ts';
export { percentText, wrap } from './words.ts';
