import { demonstrationQuestions } from '@casus/replay';

/** How a question of the demonstration is resolved. */
export interface Result {
  readonly outcome: 'true' | 'false' | { readonly number: number };
  /** UTC. */
  readonly decidedAt: string;
}

const others: Readonly<Record<string, Result>> = {
  'q2-ceasefire-before-deadline': { outcome: 'false', decidedAt: '2025-08-09T04:00:00.000Z' },
  'q3-another-oil-tariff': { outcome: 'false', decidedAt: '2025-10-05T04:00:01.000Z' },
  'q4-summit-within-30-days': { outcome: 'true', decidedAt: '2025-08-15T04:00:00.000Z' },
  'q5-trilateral-before-september': { outcome: 'false', decidedAt: '2025-09-01T04:00:00.000Z' },
  'q6-envoy-meetings': { outcome: { number: 5 }, decidedAt: '2025-09-01T04:00:00.000Z' },
};

/** "No new sanctions while talks continue", worked out by hand; whose talks they are changes nothing. */
const readings: readonly (readonly [pattern: RegExp, result: Result])[] = [
  [/^q1-any-/u, { outcome: 'false', decidedAt: '2025-08-14T04:00:00.000Z' }],
  [/^q1-eo14024-\w+-episode-/u, { outcome: 'true', decidedAt: '2025-09-16T21:00:00.000Z' }],
  [/^q1-eo14024-\w+-window-named$/u, { outcome: 'false', decidedAt: '2025-10-22T04:00:00.000Z' }],
  [/^q1-eo14024-\w+-window-all$/u, { outcome: 'true', decidedAt: '2025-10-23T12:00:00.000Z' }],
];

/** The result of each question of the demonstration, by its id. */
export const demonstrationResults: ReadonlyMap<string, Result> = new Map(
  demonstrationQuestions.map(({ id }) => [id, others[id] ?? readingResult(id)]),
);

function readingResult(id: string): Result {
  const [, result] = readings.find(([pattern]) => pattern.test(id)) ?? [];
  if (!result) throw new Error(`no result is worked out for ${id}`);
  return result;
}
