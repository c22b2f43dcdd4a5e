import { valueRefusal } from '@casus/domain/predictions';
import { publishedAggregate } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import type { Aggregate } from '@casus/domain/records';
import { weightedQuartiles } from '@casus/scoring/aggregates';
import { cdfOn, pmfOn, quartilesOf, scaleOf } from '@casus/scoring/distribution';
import type { Range } from '@casus/scoring/distribution';
import {
  meanOfCdfs,
  medianOfOptions,
  quantileAverage,
  recencyWeightedCdf,
  trackRecordWeight,
} from '@casus/scoring/pools';

/** What an aggregate says of a group. */
export interface GroupForecast {
  readonly n: number;
  readonly probability: number | null;
  /** Of a date in seconds of Unix time. */
  readonly quartiles: readonly [number, number, number] | null;
  /** Of a number or a date, at the bounds of the buckets of its scale. */
  readonly cdf: readonly number[] | null;
  /** Of a choice, in the order of its options. */
  readonly options: readonly number[] | null;
}

/** The predictions that stood at an instant, of those given; epoch milliseconds. */
export function standingAt(members: readonly PredictionRow[], at: number): readonly PredictionRow[] {
  return members.filter((member) => member.at <= at && (member.endedAt === null || member.endedAt > at));
}

/** Whether the published forecast is made of the group at reading: the read tables have no value of it, or no CDF. */
export function publishedOfGroup({ definition }: QuestionRow): boolean {
  const spans = definition.kind === 'numeric' || definition.kind === 'date';
  return spans || publishedAggregate(definition) === 'track-record';
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
  const group = all.filter(({ value }) => valueRefusal(value, definition) === null);
  if (group.length === 0) return null;
  const shares = (): readonly number[] =>
    trackRecordWeights(question, group, reputations).map(({ share }) => share);
  const nothing = { n: group.length, probability: null, quartiles: null, cdf: null, options: null };
  if (definition.kind === 'binary') return { ...nothing, ...weightedMedian(group, shares()) };
  if (definition.kind === 'choice')
    return { ...nothing, options: medianOfOptions(pmfsOf(group, definition), shares()) };
  const scale = scaleOf(definition);
  const cdfs = group.flatMap(({ value }) =>
    'quantiles' in value || 'cdf' in value ? [cdfOn(scale, value)] : [],
  );
  const cdf = pool(aggregate, { cdfs, range: scale.range, shares });
  return { ...nothing, quartiles: quartilesOf(cdf, scale.range), cdf };
}

function pmfsOf(
  group: readonly PredictionRow[],
  { options = [] }: QuestionRow['definition'],
): readonly (readonly number[])[] {
  const names = options.map(({ name }) => name);
  return group.flatMap(({ value }) => ('options' in value ? [pmfOn(names, value.options)] : []));
}

export interface Pooled {
  readonly aggregate: Aggregate;
  readonly group: readonly PredictionRow[];
  readonly reputations: ReadonlyMap<string, number>;
}

function weightedMedian(
  group: readonly PredictionRow[],
  shares: readonly number[],
): Pick<GroupForecast, 'probability' | 'quartiles'> {
  const ps = group.flatMap(({ value }) => ('probability' in value ? [value.probability] : []));
  const { lower, median, upper } = weightedQuartiles(ps, shares);
  return { probability: median, quartiles: [lower, median, upper] };
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
