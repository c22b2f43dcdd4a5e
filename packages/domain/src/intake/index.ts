export { normaliseActor, registerOf } from './register.ts';
export type { Register } from './register.ts';
export { prepareReport } from './prepare-report.ts';
export type { PreparedReport } from './prepare-report.ts';
export type { ReportProblem } from './prepare-attribute.ts';
export { reportInput } from './report-input.ts';
export type { ReportInput } from './report-input.ts';
export { revisionOf } from './revision.ts';
export type { LastRevision, Revision } from './revision.ts';
