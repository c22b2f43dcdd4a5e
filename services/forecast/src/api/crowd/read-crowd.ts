import { publishedAggregate } from '@casus/domain/questions';
import type { PredictionRow, QuestionRow } from '@casus/domain/questions';
import type { Aggregate } from '@casus/domain/records';
import { lastMidnight } from '@casus/scoring/pools';
import { membersOf } from '../store/members.ts';
import type { FoundQuestion } from '../store/questions.ts';
import type { ForecastRow } from '../store/rows.ts';
import { reputationsAt } from '../store/track-records.ts';
import type { View } from '../view.ts';
import { forecastOfGroup, publishedOfGroup, standingAt } from './group.ts';
import type { GroupForecast } from './group.ts';

/** What an aggregate says at a moment. */
export interface CrowdAt extends GroupForecast {
  /** Epoch milliseconds from when on it stood. */
  readonly at: number;
}

/** The published forecast at the view's moment, and an hour, a day and seven days before. */
export interface Crowd {
  readonly now: CrowdAt | null;
  readonly hour: GroupForecast | null;
  readonly day: GroupForecast | null;
  readonly week: GroupForecast | null;
}

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;

/** The published forecasts of questions, by id. */
export async function readCrowds(
  view: View,
  found: readonly FoundQuestion[],
): Promise<ReadonlyMap<string, Crowd>> {
  const ofGroup = found.filter(({ question }) => publishedOfGroup(question));
  const members = await membersOf(view, ids(ofGroup), view.moment - weekMs);
  const records = trackRecords(view, members);
  const crowds = new Map<string, Crowd>();
  for (const each of found) {
    const { question } = each;
    const { questionId, definition } = question;
    const aggregate = publishedAggregate(definition);
    const group = members.get(questionId) ?? [];
    const crowd = publishedOfGroup(question)
      ? await crowdOfGroup({ question, group, aggregate, moment: view.moment, records }, each.forecast)
      : crowdOfSteps(each, aggregate);
    crowds.set(questionId, crowd);
  }
  return crowds;
}

function ids(found: readonly FoundQuestion[]): readonly string[] {
  return found.map(({ question }) => question.questionId);
}

function crowdOfSteps({ forecast, earlier }: FoundQuestion, aggregate: Aggregate): Crowd {
  return {
    now: valueOf(forecast, aggregate) ?? (forecast && emptiedStep(forecast)),
    hour: valueOf(earlier.hour, aggregate),
    day: valueOf(earlier.day, aggregate),
    week: valueOf(earlier.week, aggregate),
  };
}

/** What a step says of an aggregate; null while nobody stood, and where it has no value of it. */
export function valueOf(row: ForecastRow | null, aggregate: Aggregate): CrowdAt | null {
  const value = row?.values[aggregate];
  return row && value ? { ...value, n: row.n, at: row.at, cdf: null, options: value.options ?? null } : null;
}

/** The step at which the last one of a group withdrew. */
export function emptiedStep(row: ForecastRow): CrowdAt | null {
  if (row.n > 0) return null;
  return { n: 0, at: row.at, probability: null, quartiles: null, cdf: null, options: null };
}

/** Reputations of everybody in some groups, at the last UTC midnight of a moment (epoch milliseconds). */
export type TrackRecords = (at: number) => Promise<ReadonlyMap<string, number>>;

export function trackRecords(
  { db }: View,
  members: ReadonlyMap<string, readonly PredictionRow[]>,
): TrackRecords {
  const forecasters = [
    ...new Set([...members.values()].flatMap((group) => group.map(({ forecaster }) => forecaster))),
  ];
  const known = new Map<number, Promise<ReadonlyMap<string, number>>>();
  return (at) => {
    const midnight = lastMidnight(at / 1000) * 1000;
    const found = known.get(midnight) ?? reputationsAt(db, forecasters, midnight);
    known.set(midnight, found);
    return found;
  };
}

export interface GroupAsked {
  readonly question: QuestionRow;
  readonly group: readonly PredictionRow[];
  readonly aggregate: Aggregate;
  /** Epoch milliseconds. */
  readonly moment: number;
  readonly records: TrackRecords;
}

async function crowdOfGroup(asked: GroupAsked, last: ForecastRow | null): Promise<Crowd> {
  const { moment } = asked;
  const now = await groupForecastAt(asked);
  return {
    now: now ? { ...now, at: last?.at ?? moment } : last && emptiedStep(last),
    hour: await groupForecastAt({ ...asked, moment: moment - hourMs }),
    day: await groupForecastAt({ ...asked, moment: moment - 24 * hourMs }),
    week: await groupForecastAt({ ...asked, moment: moment - weekMs }),
  };
}

/** What an aggregate that is made of the group says at a moment; after the closing what it said at it. */
export async function groupForecastAt(asked: GroupAsked): Promise<GroupForecast | null> {
  const { question, aggregate, moment, records } = asked;
  const group = standingAt(asked.group, moment);
  const weighs = aggregate === 'track-record' && group.length > 0;
  const reputations = weighs ? await records(lastMoment(question, moment)) : new Map<string, number>();
  return forecastOfGroup(question, { aggregate, group, reputations });
}

/** The moment, or the closing if that was before: from then on the crowd does not move. */
export function lastMoment({ definition, closedAt }: QuestionRow, moment: number): number {
  return Math.min(moment, Date.parse(definition.closesAt), closedAt ?? Infinity);
}
