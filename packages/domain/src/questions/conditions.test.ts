import { expect, test } from 'vitest';
import { memoryRows } from '../memory-rows.ts';
import { questionType } from '../records/index.ts';
import type { WrittenRecord } from '../records/index.ts';
import { foldQuestion } from './fold-question.ts';
import { conditionNews, placeKey, predictions, questions, resolutions } from './index.ts';

const text = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };
const definition = {
  title: 'Will it?',
  kind: 'binary',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
};

/** The parents `p` and `q`, the child that supposes both to be true, and the reconciler's steps. */
function scenario() {
  const rows = memoryRows();
  let offset = -1;
  const fold = ({ id, type, data }: WrittenRecord, key: string): number => {
    offset += 1;
    const position = { topic: 'questions', partition: 0, offset } as const;
    const logTime = Date.parse('2025-01-02T00:00:00Z') + offset * 1_000;
    foldQuestion(rows, { position, id, type, key, data, logTime });
    return offset;
  };
  const say = (questionId: string, name: Parameters<typeof questionType>[0], data: object): number =>
    fold(
      { id: `r-${offset + 1}`, type: questionType(name), data: { questionId, ...data } as never },
      questionId,
    );
  const newsOf = (id: string, now = '2025-01-03T00:00:00Z') => {
    const child = rows.get(questions, id);
    const look = { now: Date.parse(now), positionOf: (id: string, at: number) => `${id}@${at}` };
    return child ? conditionNews(rows, child, look) : [];
  };
  const news = (now?: string) => newsOf('child', now);
  const conditions = ['p', 'q'].map((questionId) => ({ questionId, outcome: 'true' }));
  for (const id of ['p', 'q']) say(id, 'question-opened', { definition, by: 'desk' });
  say('child', 'question-opened', { definition: { ...definition, conditions }, by: 'desk' });
  const command = (id: string, name: Parameters<typeof questionType>[0], data: object = {}): number =>
    say(id, name, {
      expectedRevision: rows.get(questions, id)?.revision,
      by: 'curator',
      reason: text,
      ...data,
    });
  return {
    rows,
    fold,
    news,
    newsOf,
    say,
    command,
    resolve: (id: string, outcome: string) =>
      command(id, 'question-resolved', { outcome, decidedAt: '2025-01-02T00:00:00Z', evidence: ['e'] }),
    reconcile: (now?: string) => {
      for (const record of news(now)) fold(record, 'child');
    },
    repeat: (records: readonly WrittenRecord[]) => records.forEach((record) => fold(record, 'child')),
    child: () => {
      const row = rows.get(questions, 'child');
      return [row?.status, row?.resolution?.outcome, row?.resolution?.number];
    },
    history: () => rows.list(resolutions, 'child').map(({ outcome, cause }) => [outcome, cause]),
    predict: (p = 0.5) => {
      const made = say('child', 'prediction-made', { forecaster: 'a', value: { probability: p } });
      return rows.get(predictions, placeKey('child', made))?.status;
    },
  };
}

test('nothing is to be said while the parents are open, and the child takes predictions', () => {
  const { news, predict, child } = scenario();
  expect([news(), predict(), child()]).toEqual([[], 'standing', ['open', undefined, undefined]]);
});

test('once all parents came out as supposed, the child resolves as it does', () => {
  const it = scenario();
  it.resolve('p', 'true');
  it.reconcile();
  expect(it.child()).toEqual(['open', undefined, undefined]);
  it.resolve('q', 'true');
  it.reconcile();
  it.resolve('child', 'false');
  expect(it.child()).toEqual(['resolved', 'false', 1]);
  expect(it.history()).toEqual([['false', 'resolved-by-hand']]);
});

test('a child that resolves before its parents is closed, and resolves when they do', () => {
  const it = scenario();
  it.resolve('child', 'true');
  expect([it.child(), it.predict()]).toEqual([['closed', undefined, undefined], 'late']);
  it.resolve('p', 'true');
  it.resolve('q', 'true');
  it.reconcile();
  expect(it.child()).toEqual(['resolved', 'true', 1]);
});

test.each([
  ['resolves otherwise', 'false'],
  ['is void', 'void'],
])('a parent that %s annuls the child', (_, outcome) => {
  const it = scenario();
  it.resolve('p', outcome);
  it.reconcile();
  expect([it.child(), it.predict()]).toEqual([['annulled', 'void', 1], 'late']);
  expect(it.history()).toEqual([['void', 'condition-failed']]);
});

test('an annulled parent annuls the child', () => {
  const it = scenario();
  it.command('p', 'question-annulled');
  it.reconcile();
  expect(it.child()).toEqual(['annulled', 'void', 1]);
});

test('a parent that resolves anew restores the child, and its next resolution has the next number', () => {
  const it = scenario();
  it.resolve('p', 'false');
  it.reconcile();
  it.resolve('p', 'true');
  it.reconcile();
  expect([it.child(), it.predict()]).toEqual([['open', undefined, undefined], 'standing']);
  it.resolve('child', 'true');
  expect(it.child()).toEqual(['closed', undefined, undefined]);
  it.resolve('q', 'true');
  it.reconcile();
  expect(it.child()).toEqual(['resolved', 'true', 2]);
  expect(it.history()).toEqual([
    ['void', 'condition-failed'],
    ['true', 'resolved-by-hand'],
  ]);
});

test('a parent that closes, by hand or by its time, closes the child', () => {
  const byHand = scenario();
  byHand.command('p', 'question-closed');
  byHand.reconcile();
  expect([byHand.child()[0], byHand.predict()]).toEqual(['closed', 'late']);
  const byTime = scenario();
  byTime.reconcile(definition.closesAt);
  expect([byTime.child()[0], byTime.predict()]).toEqual(['closed', 'late']);
});

test('what has been folded is not said again, and saying it twice changes nothing', () => {
  const it = scenario();
  it.resolve('p', 'false');
  const said = it.news();
  it.reconcile();
  const before = it.child();
  it.repeat(said);
  expect([it.news(), it.child(), it.history().length]).toEqual([[], before, 1]);
});

test('two that say the same write the same record', () => {
  const [one, other] = [scenario(), scenario()];
  one.resolve('p', 'true');
  other.resolve('p', 'true');
  expect(one.news()).toEqual(other.news());
});

test('what is said on an older count is refused', () => {
  const it = scenario();
  it.resolve('p', 'true');
  const stale = it.news();
  it.reconcile();
  it.resolve('p', 'false');
  it.reconcile();
  it.repeat(stale);
  expect(it.child()).toEqual(['annulled', 'void', 1]);
});

test('what a question supposes cannot be amended', () => {
  const it = scenario();
  const amended = { ...definition, title: 'Will it then?' };
  it.command('child', 'question-amended', { definition: amended });
  expect(it.rows.get(questions, 'child')?.definition.title).toBe(definition.title);
});

test.each([
  [{ option: 'B' }, { date: '2025-01-03' }, 'resolved', 'true'],
  [{ option: 'A' }, { date: '2025-01-03' }, 'annulled', 'void'],
  [{ option: 'B' }, { date: 'later' }, 'annulled', 'void'],
] as const)(
  'of parents that are a choice and a date: %j and %j make it %s',
  (option, date, status, outcome) => {
    const { say, command, fold, newsOf, rows } = scenario();
    const options = ['A', 'B'].map((name) => ({ name, claim: null }));
    const days = { first: '2025-01-02', last: '2025-01-05' };
    const opened = (id: string, more: object): number =>
      say(id, 'question-opened', { definition: { ...definition, ...more }, by: 'desk' });
    opened('which', { kind: 'choice', options });
    opened('when', { kind: 'date', days });
    const conditions = [
      { questionId: 'which', outcome: { option: 'B' } },
      { questionId: 'when', outcome: { date: '2025-01-03' } },
    ];
    opened('grandchild', { conditions });
    const resolved = (id: string, came: object | string): number =>
      command(id, 'question-resolved', { outcome: came, decidedAt: '2025-01-02T00:00:00Z', evidence: ['e'] });
    resolved('which', option);
    resolved('when', date);
    for (const record of newsOf('grandchild')) fold(record, 'grandchild');
    resolved('grandchild', 'true');
    expect([
      rows.get(questions, 'grandchild')?.status,
      rows.get(questions, 'grandchild')?.resolution?.outcome,
    ]).toEqual([status, outcome]);
  },
);
