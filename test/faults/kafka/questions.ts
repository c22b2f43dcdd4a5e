import { randomUUID } from 'node:crypto';
import { compileClaim } from '@casus/claims';
import { questionDefinition, questionRecord } from '@casus/domain/records';
import type { EventLog } from '@casus/log';

const dayMs = 86_400_000;
const questionCount = 24;
const ids = Array.from({ length: questionCount }, (_, index) => `meetings-${index}`);

/** Those whose crowd is not revealed before they close, long after the run. */
export const hiddenQuestions: readonly string[] = ids.filter((_, index) => index % 3 === 0);
/** A third are revealed so long after their opening, while rounds go on. */
const revealedSoonMs = 20_000;

/** Reports that question `n` waits for. */
const firstThreshold = 2;
const nextThreshold = 1.4;

/**
 * Opens questions on how many meetings January 2018 had, each at a higher number, so that the resolver has something
 * to say again and again while reports come in.
 * @returns their ids
 */
export async function openQuestions(log: EventLog, now: number): Promise<readonly string[]> {
  await Promise.all(ids.map((questionId, index) => openQuestion(log, { questionId, index, now })));
  return ids;
}

interface Opening {
  readonly questionId: string;
  readonly index: number;
  /** Epoch milliseconds. */
  readonly now: number;
}

async function openQuestion(log: EventLog, { questionId, index, now }: Opening): Promise<void> {
  const least = Math.round(firstThreshold * nextThreshold ** index);
  const compiled = compileClaim(meetingsAtLeast(least));
  if (!compiled.ok) throw new TypeError(`the claim is not valid: ${JSON.stringify(compiled.refusals)}`);
  const definition = questionDefinition.parse({
    title: `Were there ${least} meetings in January 2018?`,
    kind: 'binary',
    claim: compiled.claim,
    opensAt: isoAt(now - dayMs),
    closesAt: isoAt(now + 10 * dayMs),
    settleBy: isoAt(now + 20 * dayMs),
    revealAt: isoAt(revealOf(questionId, index, now)),
    coverage: [{ source: 'press' }],
  });
  const opened = { name: 'question-opened', data: { questionId, by: 'desk', definition } } as const;
  await log.append({ topic: 'questions', key: questionId, records: [questionRecord(randomUUID(), opened)] });
}

function revealOf(questionId: string, index: number, now: number): number {
  if (hiddenQuestions.includes(questionId)) return now + 10 * dayMs;
  return index % 3 === 1 ? now + revealedSoonMs : now - dayMs;
}

function meetingsAtLeast(least: number): object {
  const event = { op: 'match', type: 'meeting.held' };
  const window = { op: 'between', from: '2018-01-01', until: '2018-02-01', zone: 'UTC' };
  return {
    op: 'compare',
    measure: { op: 'count', event, window, by: 'event' },
    is: '>=',
    value: least,
  };
}

function isoAt(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
