export { dryRun } from './dry-run.ts';
export type { PastWindow } from './dry-run.ts';
export { summaryOf } from './summary.ts';
export type { DryRunSummary } from './summary.ts';
