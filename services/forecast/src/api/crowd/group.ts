import { publishedAggregate } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import type { Aggregate } from '@casus/domain/records';
import { weightedQuartiles } from '@casus/scoring/aggregates';
import { quantilesToCdf } from '@casus/scoring/distribution';
import type { Range } from '@casus/scoring/distribution';
import { meanOfCdfs, quantileAverage, recencyWeightedCdf, trackRecordWeight } from '@casus/scoring/pools';

/** What an aggregate says of a group; of a numeric question with its CDF over {@link rangeOf}. */
export interface GroupForecast {
  readonly n: number;
  readonly probability: number | null;
  readonly quartiles: readonly [number, number, number] | null;
  readonly cdf: readonly number[] | null;
}

/** The predictions that stood at an instant, of those given; epoch milliseconds. */
export function standingAt(members: readonly PredictionRow[], at: number): readonly PredictionRow[] {
  return members.filter((member) => member.at <= at && (member.endedAt === null || member.endedAt > at));
}

/** Whether the published forecast is made of the group at reading: the read tables have no value of it, or no CDF. */
export function publishedOfGroup({ definition }: QuestionRow): boolean {
  return definition.kind === 'numeric' || publishedAggregate(definition) === 'track-record';
}

/** A forecaster's weight by track record, in a group. */
export interface MemberWeight {
  readonly forecaster: string;
  /** Points, 1e-6 at least. */
  readonly reputation: number;
  /** Of all weights, 0–1. */
  readonly share: number;
}

/** Who has no score yet has the least reputation. */
const UNKNOWN = 1e-6;

/**
 * Weights by track record of a group, oldest first. The age counts from the group's latest prediction: what all have in common falls out of
 * the shares, and can become too small to divide by.
 */
export function trackRecordWeights(
  { definition, openedAt }: QuestionRow,
  group: readonly PredictionRow[],
  reputations: ReadonlyMap<string, number>,
): readonly MemberWeight[] {
  const open = Math.max(Date.parse(definition.opensAt), openedAt);
  const horizon = Math.max(1, (Date.parse(definition.closesAt) - open) / 1000);
  const latest = group.at(-1)?.at ?? 0;
  const weights = group.map(({ forecaster, at }) => {
    const reputation = reputations.get(forecaster) ?? UNKNOWN;
    const weight = trackRecordWeight({ age: (latest - at) / 1000, horizon, reputation });
    return { forecaster, reputation, weight };
  });
  const total = weights.reduce((sum, { weight }) => sum + weight, 0);
  return weights.map(({ forecaster, reputation, weight }) => ({
    forecaster,
    reputation,
    share: weight / total,
  }));
}

/** What an aggregate that is made of the group says; null while nobody stands. @param group oldest first */
export function forecastOfGroup(
  question: QuestionRow,
  { aggregate, group: all, reputations }: Pooled,
): GroupForecast | null {
  const { definition } = question;
  const group = all.filter(({ value }) => 'quantiles' in value === (definition.kind === 'numeric'));
  if (group.length === 0) return null;
  const shares = (): readonly number[] =>
    trackRecordWeights(question, group, reputations).map(({ share }) => share);
  if (definition.kind === 'binary') return weightedMedian(group, shares());
  const range = rangeOf(definition);
  const cdfs = group.flatMap(({ value }) =>
    'quantiles' in value ? [quantilesToCdf(value.quantiles, range)] : [],
  );
  const cdf = pool(aggregate, { cdfs, range, shares });
  return { n: group.length, probability: null, quartiles: quartilesOf(cdf, range), cdf };
}

export interface Pooled {
  readonly aggregate: Aggregate;
  readonly group: readonly PredictionRow[];
  readonly reputations: ReadonlyMap<string, number>;
}

function weightedMedian(group: readonly PredictionRow[], shares: readonly number[]): GroupForecast {
  const ps = group.flatMap(({ value }) => ('probability' in value ? [value.probability] : []));
  const { lower, median, upper } = weightedQuartiles(ps, shares);
  return { n: ps.length, probability: median, quartiles: [lower, median, upper], cdf: null };
}

function pool(
  aggregate: Aggregate,
  {
    cdfs,
    range,
    shares,
  }: { cdfs: readonly (readonly number[])[]; range: Range; shares: () => readonly number[] },
): readonly number[] {
  if (aggregate === 'recency-weighted') return recencyWeightedCdf(cdfs, range);
  if (aggregate === 'quantile-average') return quantileAverage(cdfs, range);
  return meanOfCdfs(cdfs, range, aggregate === 'track-record' ? shares() : undefined);
}

/** The range of a numeric question, open at both ends: an outcome beyond it is possible. */
export function rangeOf({ range }: QuestionRow['definition']): Range {
  return { min: range?.min ?? 0, max: range?.max ?? 1, openBelow: true, openAbove: true };
}

function quartilesOf(cdf: readonly number[], range: Range): [number, number, number] {
  return [valueAt(cdf, range, 0.25), valueAt(cdf, range, 0.5), valueAt(cdf, range, 0.75)];
}

/** Where a CDF reaches a level, linear between its points; a bound of the range where it does so outside. */
function valueAt(cdf: readonly number[], { min, max }: Range, level: number): number {
  const right = cdf.findIndex((f) => f >= level);
  const [below, above] = [cdf[right - 1], cdf[right] ?? 1];
  if (below === undefined) return right === -1 ? max : min;
  return min + ((max - min) / (cdf.length - 1)) * (right - 1 + (level - below) / (above - below));
}
