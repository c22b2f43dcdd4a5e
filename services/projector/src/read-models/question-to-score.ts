import type { PredictionRow, QuestionRow, Resolution } from '@casus/domain/questions';
import type { QuestionToScore } from '@casus/scoring';
import { dayOutcome, scaleOf } from '@casus/scoring/distribution';
import { cdfsOf, pmfsOf } from './spreads.ts';

type Definition = QuestionRow['definition'];

/** What is scored, without when: by the kind of the question. */
type Asked<Question> = Question extends QuestionToScore
  ? Omit<Question, 'horizon' | 'spot' | 'outsiders'>
  : never;

/**
 * What predictions said and what came about; null for an outcome that the definition, which has been amended since,
 * does not have.
 * @param stood predictions that the question takes
 */
export function questionToScore(
  definition: Definition,
  outcome: Resolution['outcome'],
  stood: readonly PredictionRow[],
): Asked<QuestionToScore> | null {
  switch (definition.kind) {
    case 'binary':
      return binary(outcome, stood);
    case 'choice':
      return choice(definition, outcome, stood);
    case 'numeric':
    case 'date':
      return spread(definition, outcome, stood);
  }
}

function binary(
  outcome: Resolution['outcome'],
  stood: readonly PredictionRow[],
): Asked<QuestionToScore> | null {
  if (outcome !== 'true' && outcome !== 'false') return null;
  const standings = stood.flatMap((row) =>
    'probability' in row.value ? [{ ...spanOf(row), p: row.value.probability }] : [],
  );
  return { kind: 'binary', outcome: outcome === 'true' ? 1 : 0, standings };
}

function choice(
  definition: Definition,
  outcome: Resolution['outcome'],
  stood: readonly PredictionRow[],
): Asked<QuestionToScore> | null {
  if (typeof outcome === 'string' || !('option' in outcome)) return null;
  const { options = [], ordered = false } = definition;
  const came = options.findIndex(({ name }) => name === outcome.option);
  if (came === -1) return null;
  const pmfs = pmfsOf(
    stood.map(({ value }) => value),
    definition,
  );
  const standings = stood.map((row, index) => ({ ...spanOf(row), pmf: pmfs[index] ?? [] }));
  return { kind: 'options', ordered, outcome: came, standings };
}

function spread(
  definition: Definition,
  outcome: Resolution['outcome'],
  stood: readonly PredictionRow[],
): Asked<QuestionToScore> | null {
  const scale = scaleOf(definition);
  const came = cameTo(outcome, (day) => dayOutcome(day, scale));
  if (came === null || came.kind !== definition.kind) return null;
  const cdfs = cdfsOf(
    stood.map(({ value }) => value),
    definition,
  );
  const standings = stood.map((row, index) => ({ ...spanOf(row), cdf: cdfs[index] ?? [] }));
  return { ...came, range: scale.range, standings };
}

function cameTo(
  outcome: Resolution['outcome'],
  secondsOf: (day: string) => number,
): { readonly kind: 'numeric' | 'date'; readonly outcome: number } | null {
  if (typeof outcome === 'string') return null;
  if ('number' in outcome) return { kind: 'numeric', outcome: outcome.number };
  return 'date' in outcome ? { kind: 'date', outcome: secondsOf(outcome.date) } : null;
}

/** Seconds. */
function spanOf({ forecaster, at, endedAt }: PredictionRow): {
  readonly forecasterId: string;
  readonly start: number;
  readonly end: number;
} {
  return {
    forecasterId: forecaster,
    start: at / 1000,
    end: endedAt === null ? Infinity : endedAt / 1000,
  };
}
