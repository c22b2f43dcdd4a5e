import { predictions, questions, standing } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import type { Delivered, Rows, Table } from '@casus/domain/rows';
import { projectedTable } from '@casus/projection';
import type { Projection } from '@casus/projection';
import { geometricMeanOfOdds } from '@casus/scoring/aggregates';
import { meanOfCdfs } from '@casus/scoring/pools';
import { time } from './columns.ts';
import { cdfOf, rangeOf, valueAtLevel } from './numeric.ts';

/** The crowd at one moment: a probability for a binary question, quartiles for a numeric one. */
export interface ForecastRow {
  readonly questionId: string;
  /** Forecasters with a standing prediction. */
  readonly n: number;
  /** Geometric mean of odds of the standing predictions, 0–1; null for a numeric question, or when nobody stands. */
  readonly probability: number | null;
  /** Levels 0.25, 0.5 and 0.75 of the mean of the standing CDFs, in the question's unit. */
  readonly quartiles: readonly [number, number, number] | null;
  readonly at: number;
  readonly offset: number;
}

/** Key: question id. Its history are the steps of the forecast. */
const forecasts: Table<ForecastRow> = { name: 'forecasts' };

/** The published consensus of each question, a step at each prediction that changes it. */
export const forecastsProjection: Projection = {
  name: 'forecasts',
  version: 1,
  topic: 'questions',
  tables: [
    projectedTable(forecasts, {
      columns: {
        n: { type: 'integer', of: ({ n }) => n },
        probability: { type: 'double precision', of: ({ probability }) => probability },
        at: { type: 'timestamptz', of: ({ at }) => time(at) },
      },
    }),
  ],
  fold: foldForecast,
};

const moving = ['casus.questions.prediction-made.v1', 'casus.questions.prediction-withdrawn.v1'];

function foldForecast(rows: Rows, record: Delivered): void {
  if (!moving.includes(record.type)) return;
  const question = rows.get(questions, record.key);
  if (!question) return;
  const { questionId } = question;
  const group = standingGroup(rows, questionId);
  const before = rows.get(forecasts, questionId);
  const crowd = question.definition.kind === 'binary' ? binaryCrowd(group) : numericCrowd(question, group);
  if (before ? isSame(before, crowd) : crowd.n === 0) return;
  const { logTime: at, position } = record;
  rows.put(forecasts, questionId, { questionId, ...crowd, at, offset: position.offset });
}

type Crowd = Pick<ForecastRow, 'n' | 'probability' | 'quartiles'>;

/** The standing predictions of people; the machine's own is never in the consensus. */
function standingGroup(rows: Rows, questionId: string): readonly PredictionRow[] {
  return rows
    .list(standing, questionId)
    .flatMap(({ predictionKey }) => rows.get(predictions, predictionKey) ?? [])
    .filter(({ role }) => role === 'forecaster');
}

function binaryCrowd(group: readonly PredictionRow[]): Crowd {
  const values = group.flatMap(({ value }) => ('probability' in value ? [value.probability] : []));
  const probability = values.length === 0 ? null : geometricMeanOfOdds(values);
  return { n: values.length, probability, quartiles: null };
}

function numericCrowd(question: QuestionRow, group: readonly PredictionRow[]): Crowd {
  const range = rangeOf(question.definition);
  const cdfs = group.flatMap(({ value }) => ('quantiles' in value ? [cdfOf(value.quantiles, range)] : []));
  if (cdfs.length === 0) return { n: 0, probability: null, quartiles: null };
  const mean = meanOfCdfs(cdfs, range);
  const at = (level: number): number => valueAtLevel(mean, range, level);
  return { n: cdfs.length, probability: null, quartiles: [at(0.25), at(0.5), at(0.75)] };
}

function isSame(a: Crowd, b: Crowd): boolean {
  return a.n === b.n && a.probability === b.probability && String(a.quartiles) === String(b.quartiles);
}
