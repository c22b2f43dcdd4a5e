import type { ProblemTable } from '@casus/platform/http';

/** What intake refuses with, beside the kit's own codes. */
export const problems = {
  'report-unknown': { status: 404, title: 'No such report has been filed' },
  'source-unknown': { status: 404, title: 'No such source is registered' },
  'revision-taken': { status: 409, title: 'The revision of the report has other content' },
  'report-revised-meanwhile': { status: 409, title: 'The report is being revised by others' },
  'coverage-mode-mismatch': { status: 409, title: 'The source says otherwise how far it has been read' },
} as const satisfies ProblemTable;
