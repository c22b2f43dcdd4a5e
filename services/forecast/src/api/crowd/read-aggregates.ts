import { aggregatesOf } from '@casus/domain/records';
import type { Aggregate } from '@casus/domain/records';
import { forecastSteps } from '../store/forecasts.ts';
import { membersOf } from '../store/members.ts';
import type { FoundQuestion } from '../store/questions.ts';
import { emptiedStep, groupForecastAt, lastMoment, trackRecords, valueOf } from './read-crowd.ts';
import type { CrowdAt, GroupAsked } from './read-crowd.ts';
import { standingAt, trackRecordWeights } from './group.ts';
import type { MemberWeight } from './group.ts';
import type { View } from '../view.ts';

export interface AggregateAt extends CrowdAt {
  readonly aggregate: Aggregate;
}

/** What all aggregates of a question say, and the steps of one of them. */
export interface Aggregates {
  /** `at`: as of when it was taken. */
  readonly all: readonly AggregateAt[];
  readonly steps: readonly CrowdAt[];
  readonly weights: readonly MemberWeight[];
}

const dayMs = 86_400_000;
/** The steps by track record go back so many midnights in UTC: each is a look at all scores known then. */
const MIDNIGHTS = 30;

export async function readAggregates(
  view: View,
  found: FoundQuestion,
  stepsOf: Aggregate,
): Promise<Aggregates> {
  const { question } = found;
  const since = lastMoment(question, view.moment) - (MIDNIGHTS + 1) * dayMs;
  const members = await membersOf(view, [question.questionId], since);
  const asked: GroupAsked = {
    question,
    group: members.get(question.questionId) ?? [],
    aggregate: 'track-record',
    moment: view.moment,
    records: trackRecords(view, members),
  };
  return {
    all: await allOf(found, asked),
    steps:
      stepsOf === 'track-record'
        ? await trackRecordSteps(asked)
        : await foldedSteps(view, question.questionId, stepsOf),
    weights: await weightsOf(asked),
  };
}

async function allOf(
  { question, forecast }: FoundQuestion,
  asked: GroupAsked,
): Promise<readonly AggregateAt[]> {
  const byRecord = await groupForecastAt(asked);
  const { kind } = question.definition;
  const names: readonly Aggregate[] = aggregatesOf[kind];
  return names.flatMap((aggregate): readonly AggregateAt[] => {
    if (aggregate === 'track-record')
      return byRecord ? [{ ...byRecord, aggregate, at: lastMoment(question, asked.moment) }] : [];
    const value = valueOf(forecast, aggregate);
    if (!value) return [];
    const follows = kind === 'binary' && following.includes(aggregate);
    return [{ ...value, aggregate, at: follows ? value.at : (forecast?.sampledAt ?? value.at) }];
  });
}

/**
 * Those that follow each prediction, of a binary question: they say what stands since the last step, the others what
 * stood when they were taken. Of other kinds all read the group.
 */
const following: readonly Aggregate[] = [
  'mean',
  'geometric-mean-of-odds',
  'extremised',
  'neyman-roughgarden',
  'median',
];

async function foldedSteps(
  view: View,
  questionId: string,
  aggregate: Aggregate,
): Promise<readonly CrowdAt[]> {
  const rows = await forecastSteps(view, questionId);
  return rows.flatMap((row) => valueOf(row, aggregate) ?? emptiedStep(row) ?? []);
}

/** One at each UTC midnight, when reputations change, and one now; none after the closing. */
async function trackRecordSteps(asked: GroupAsked): Promise<readonly CrowdAt[]> {
  const end = lastMoment(asked.question, asked.moment);
  const last = Math.floor(end / dayMs) * dayMs;
  const midnights = Array.from({ length: MIDNIGHTS }, (_, index) => last - (MIDNIGHTS - 1 - index) * dayMs);
  const steps: CrowdAt[] = [];
  for (const at of last === end ? midnights : [...midnights, end]) {
    const forecast = await groupForecastAt({ ...asked, moment: at });
    if (forecast) steps.push({ ...forecast, at });
  }
  return steps;
}

async function weightsOf({ question, group, moment, records }: GroupAsked): Promise<readonly MemberWeight[]> {
  const standing = standingAt(group, moment);
  if (standing.length === 0) return [];
  return trackRecordWeights(question, standing, await records(lastMoment(question, moment)));
}
