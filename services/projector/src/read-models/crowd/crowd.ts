import { valueRefusal } from '@casus/domain/predictions';
import { predictions, standing, standingKey } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import type { Rows, Table } from '@casus/domain/rows';
import { addOdds, addValue, EMPTY_TALLY, removeOdds, removeValue } from '@casus/scoring/aggregates';
import type { Tally } from '@casus/scoring/aggregates';
import { scaleOf } from '@casus/scoring/distribution';
import { cdfsOf, pmfsOf } from '../spreads.ts';
import { countValue, orderQuartiles } from './probability-order.ts';
import { valuesOfCdfs, valuesOfPmfs, valuesOfProbabilities, valuesOfSums } from './values.ts';
import type { CrowdValues } from './values.ts';

/** A forecaster's prediction as the sums of the question have it. */
interface MemberRow {
  readonly questionId: string;
  readonly value: PredictionRow['value'];
  /** Of the record that made it. */
  readonly offset: number;
}

/** Sums over the members of a question. */
interface SumsRow {
  readonly probabilities: Tally;
  readonly odds: Tally;
  /** Members who say something else than a probability of yes. */
  readonly others: number;
}

/** Key: question id and forecaster. The machine's own prediction is never in the consensus. */
export const crowdMembers: Table<MemberRow> = {
  name: 'crowd_members',
  group: ({ questionId }) => questionId,
};
/** Key: question id. */
export const crowdSums: Table<SumsRow> = { name: 'crowd_sums' };

const nothing: SumsRow = { probabilities: EMPTY_TALLY, odds: EMPTY_TALLY, others: 0 };

/**
 * Brings the sums to what the forecaster has standing now, in O(log n). False where that is what they had.
 */
export function takeMember(rows: Rows, questionId: string, forecaster: string): boolean {
  const key = standingKey(questionId, forecaster);
  const before = rows.get(crowdMembers, key);
  const now = standingPrediction(rows, key);
  if (before?.offset === now?.offset) return false;
  if (now) rows.put(crowdMembers, key, { questionId, value: now.value, offset: now.offset });
  else rows.remove(crowdMembers, key);
  let sums = rows.get(crowdSums, questionId) ?? nothing;
  if (before) sums = without(rows, questionId, sums, before.value);
  if (now) sums = withValue(rows, questionId, sums, now.value);
  rows.put(crowdSums, questionId, sums);
  return true;
}

function standingPrediction(rows: Rows, key: string): PredictionRow | undefined {
  const stands = rows.get(standing, key);
  const prediction = stands && rows.get(predictions, stands.predictionKey);
  return prediction?.role === 'forecaster' ? prediction : undefined;
}

function withValue(rows: Rows, questionId: string, sums: SumsRow, value: MemberRow['value']): SumsRow {
  if (!('probability' in value)) return { ...sums, others: sums.others + 1 };
  const { probability: p } = value;
  countValue(rows, questionId, { p, count: 1 });
  return { ...sums, probabilities: addValue(sums.probabilities, p), odds: addOdds(sums.odds, p) };
}

function without(rows: Rows, questionId: string, sums: SumsRow, value: MemberRow['value']): SumsRow {
  if (!('probability' in value)) return { ...sums, others: sums.others - 1 };
  const { probability: p } = value;
  countValue(rows, questionId, { p, count: -1 });
  return { ...sums, probabilities: removeValue(sums.probabilities, p), odds: removeOdds(sums.odds, p) };
}

/** Forecasters whose standing prediction is of the question's kind. */
export function crowdSize(rows: Rows, { questionId, definition }: QuestionRow): number {
  const { probabilities, others } = rows.get(crowdSums, questionId) ?? nothing;
  return definition.kind === 'binary' ? probabilities.n : others;
}

/** The aggregates that follow each prediction, in O(log n): of a binary question, while anybody stands. */
export function quickValues(rows: Rows, question: QuestionRow): CrowdValues {
  const { questionId, definition } = question;
  const n = crowdSize(rows, question);
  if (n === 0 || definition.kind !== 'binary') return {};
  const sums = rows.get(crowdSums, questionId) ?? nothing;
  return valuesOfSums({ ...sums, quartiles: orderQuartiles(rows, questionId, n) });
}

/** The aggregates that read the whole group: of those whose prediction the question still takes. */
export function sampledValues(rows: Rows, { questionId, definition }: QuestionRow): CrowdValues {
  const said = rows
    .list(crowdMembers, questionId)
    .toSorted((one, other) => one.offset - other.offset)
    .map(({ value }) => value)
    .filter((value) => valueRefusal(value, definition) === null);
  if (said.length === 0) return {};
  if (definition.kind === 'choice') return valuesOfPmfs(pmfsOf(said, definition));
  if (definition.kind !== 'binary') return valuesOfCdfs(cdfsOf(said, definition), scaleOf(definition).range);
  return valuesOfProbabilities(said.flatMap((value) => ('probability' in value ? [value.probability] : [])));
}
