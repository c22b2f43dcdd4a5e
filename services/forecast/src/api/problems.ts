import type { ProblemTable } from '@casus/platform/http';

/** What the API refuses with, beside the codes of the HTTP kit; most are the fold's own words. */
export const problems = {
  'question-unknown': { status: 404, title: 'There is no such question' },
  'event-unknown': { status: 404, title: 'There is no such event' },
  'report-unknown': { status: 404, title: 'There is no such report' },
  'verdict-unknown': { status: 404, title: 'The engine has not spoken on the question' },
  'tournament-unknown': { status: 404, title: 'There is no such tournament' },
  'tournament-exists': { status: 409, title: 'The id is taken by another tournament' },
  'tournament-ended': { status: 409, title: 'The tournament has ended' },
  'question-exists': { status: 409, title: 'The id is taken by another question' },
  'stale-revision': { status: 409, title: 'The question has changed since it was read' },
  'question-not-open': { status: 409, title: 'The question is not open' },
  'question-annulled': { status: 409, title: 'The question is annulled' },
  'not-contested': { status: 409, title: 'Nobody contests the resolution' },
  'source-not-covering': { status: 409, title: 'Absence does not rest on the source' },
  'prediction-late': { status: 409, title: 'The question had closed before the prediction' },
  'prediction-replaced': { status: 409, title: 'Another prediction stands by now' },
  'nothing-to-withdraw': { status: 409, title: 'No prediction stands that could be withdrawn' },
  'conditions-fixed': { status: 409, title: 'What a question supposes never changes' },
  'definition-invalid': { status: 422, title: 'The definition contradicts itself' },
  'tournament-invalid': { status: 422, title: 'The tournament contradicts itself' },
  'evidence-missing': { status: 422, title: 'A resolution needs evidence' },
  'outcome-kind': { status: 422, title: 'The outcome does not fit the kind of question' },
  'prediction-kind': { status: 422, title: 'The prediction does not fit the kind of question' },
  'probability-out-of-bounds': { status: 422, title: 'The probability is not within 0.001 and 0.999' },
  'quantiles-invalid': { status: 422, title: 'The quantiles do not ascend' },
  'cdf-invalid': { status: 422, title: 'The CDF falls, or has another number of points than the question' },
  'options-mismatch': { status: 422, title: 'The options are not those of the question' },
  'probabilities-do-not-add-up': { status: 422, title: 'The probabilities do not add up to 1' },
} as const satisfies ProblemTable;

/** The title of a code; for a code that nobody gave one, the code itself. */
export function titleOf(code: string): string {
  const table: ProblemTable = problems;
  return table[code]?.title ?? code;
}
