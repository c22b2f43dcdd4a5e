import { valueRefusal } from '@casus/domain/predictions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import { pmfOn } from '@casus/scoring/distribution';
import { dailyScores } from '@casus/scoring/score';
import type { DailyQuestion, DailyScore } from '@casus/scoring/score';
import { horizonOf } from './counted.ts';

/**
 * Daily scores by forecaster, by the resolution that stands: of a binary question or a choice that somebody is
 * scored on, else of nobody.
 * @param stood all predictions that stood at some time, of people and of the machine, in the order of the log
 */
export function dailyByForecaster(
  question: QuestionRow,
  stood: readonly PredictionRow[],
): ReadonlyMap<string, DailyScore> {
  const taken = stood.filter(({ value }) => valueRefusal(value, question.definition) === null);
  const asked = dailyQuestion(question, taken);
  return new Map(asked && dailyScores(asked).map((score) => [score.forecasterId, score]));
}

function dailyQuestion(question: QuestionRow, taken: readonly PredictionRow[]): DailyQuestion | null {
  const { definition, openedAt, resolution } = question;
  if (!resolution) return null;
  const open = Math.max(Date.parse(definition.opensAt), openedAt) / 1000;
  const horizon = horizonOf({ open, sched: Date.parse(definition.closesAt) / 1000, resolution });
  if (horizon === 'annulled') return null;
  const machines = taken.filter(({ role }) => role === 'baseline');
  const outsiders = new Set(machines.map(({ forecaster }) => forecaster));
  const said = saidOf(definition, resolution.outcome, taken);
  return said && { ...said, horizon, outsiders };
}

type Said<Question> = Question extends DailyQuestion ? Omit<Question, 'horizon' | 'outsiders'> : never;
type Outcome = NonNullable<QuestionRow['resolution']>['outcome'];

/** Null for a kind that has no daily score, and for an outcome that the definition does not have. */
function saidOf(
  definition: QuestionRow['definition'],
  outcome: Outcome,
  taken: readonly PredictionRow[],
): Said<DailyQuestion> | null {
  if (definition.kind === 'binary') return binary(outcome, taken);
  return definition.kind === 'choice' ? choice(definition, outcome, taken) : null;
}

function binary(outcome: Outcome, taken: readonly PredictionRow[]): Said<DailyQuestion> | null {
  if (outcome !== 'true' && outcome !== 'false') return null;
  const standings = taken.flatMap((row) =>
    'probability' in row.value ? [{ ...spanOf(row), p: row.value.probability }] : [],
  );
  return { kind: 'binary', outcome: outcome === 'true' ? 1 : 0, standings };
}

function choice(
  { options = [], ordered = false }: QuestionRow['definition'],
  outcome: Outcome,
  taken: readonly PredictionRow[],
): Said<DailyQuestion> | null {
  if (typeof outcome === 'string' || !('option' in outcome)) return null;
  const names = options.map(({ name }) => name);
  const came = names.indexOf(outcome.option);
  if (came === -1) return null;
  const standings = taken.flatMap((row) =>
    'options' in row.value ? [{ ...spanOf(row), pmf: pmfOn(names, row.value.options) }] : [],
  );
  return { kind: 'options', ordered, outcome: came, standings };
}

/** UTC seconds. */
function spanOf({ forecaster, at, endedAt }: PredictionRow): {
  readonly forecasterId: string;
  readonly start: number;
  readonly end: number;
} {
  return { forecasterId: forecaster, start: at / 1000, end: (endedAt ?? Infinity) / 1000 };
}
