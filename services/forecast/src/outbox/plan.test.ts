import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import type { Change, ChangeKind } from './change.ts';
import { nextReveal, plan } from './plan.ts';
import type { OutboxState, Stretch } from './plan.ts';

const start: OutboxState = { next: 0, logTime: 0, held: new Map() };

function change(kind: ChangeKind, offset: number, more: Partial<Change> = {}): Change {
  return {
    kind,
    offset,
    key: 'q',
    topic: 'questions',
    partition: 0,
    logTime: offset * 10,
    questionId: 'q',
    revealAt: 0,
    row: null,
    before: null,
    refs: {},
    ...more,
  };
}

/** Kinds and offsets in the order in which they are told; what is revealed is looked up among all changes. */
function toldOf(all: readonly Change[], stretches: readonly Stretch[]): readonly string[] {
  const told: string[] = [];
  let state = start;
  const tell = (changes: readonly Change[]): void => {
    told.push(...changes.map(({ kind, offset, questionId }) => `${questionId} ${kind} ${offset}`));
  };
  for (const stretch of stretches)
    for (const step of plan(state, stretch)) {
      if ('tell' in step) tell(step.tell);
      else {
        const { questionId, from, until } = step.reveal;
        tell(
          all.filter(
            ({ kind, offset, ...each }) =>
              each.questionId === questionId && offset >= from && offset < until && kind === 'forecast',
          ),
        );
      }
      state = step.after;
    }
  return told;
}

const stretchOf = (changes: readonly Change[], until: number, logTime: number): Stretch => ({
  changes,
  until,
  logTime,
});

rule('what has no reveal time to wait for is told in the order of the log', () => {
  const changes = [change('question', 1), change('forecast', 2), change('verdict', 2), change('score', 5)];
  expect(toldOf(changes, [stretchOf(changes, 6, 50)])).toEqual([
    'q question 1',
    'q forecast 2',
    'q verdict 2',
    'q score 5',
  ]);
});

rule('the crowd waits for its reveal, what the engine says does not', () => {
  const revealAt = 45;
  const changes = [
    change('forecast', 2, { revealAt }),
    change('verdict', 3, { revealAt }),
    change('forecast', 4, { revealAt }),
    change('forecast', 7, { revealAt }),
  ];
  expect(toldOf(changes, [stretchOf(changes.slice(0, 3), 5, 44)])).toEqual(['q verdict 3']);
  expect(toldOf(changes, [stretchOf(changes, 8, 70)])).toEqual([
    'q verdict 3',
    'q forecast 2',
    'q forecast 4',
    'q forecast 7',
  ]);
});

rule('a record without changes reveals too, when its log time comes', () => {
  const changes = [change('forecast', 2, { revealAt: 45 })];
  const stretches = [stretchOf(changes, 3, 20), stretchOf([], 4, 44), stretchOf([], 5, 45)];
  expect(toldOf(changes, stretches.slice(0, 2))).toEqual([]);
  expect(toldOf(changes, stretches)).toEqual(['q forecast 2']);
});

rule('an amended reveal time holds for all that has not been told', () => {
  const changes = [
    change('forecast', 2, { revealAt: 45 }),
    change('question', 3, { revealAt: 90 }),
    change('verdict', 6, { revealAt: 90 }),
  ];
  const [step] = [...plan(start, stretchOf(changes, 7, 60))].slice(-1);
  expect(step?.after.held.get('q')).toEqual({ from: 2, since: 20, revealAt: 90 });
  expect(step && nextReveal(step.after)).toBe(90);
});

rule('what comes with the record that brings the reveal forward goes behind what waited', () => {
  const changes = [
    change('forecast', 2, { revealAt: 90 }),
    change('question', 3, { revealAt: 10 }),
    change('forecast', 3, { revealAt: 10 }),
  ];
  expect(toldOf(changes, [stretchOf(changes, 4, 30)])).toEqual([
    'q question 3',
    'q forecast 2',
    'q forecast 3',
  ]);
});

rule('the crowd of a question that nobody knows is never told', () => {
  const changes = [change('forecast', 2, { revealAt: null })];
  expect(toldOf(changes, [stretchOf(changes, 900, 9000)])).toEqual([]);
});

rule('nothing is held of what is told at once', () => {
  const steps = [
    ...plan(start, stretchOf([change('event', 1, { questionId: null, revealAt: null })], 2, 10)),
  ];
  expect(steps.at(-1)?.after).toEqual({ next: 2, logTime: 10, held: new Map() });
  expect(nextReveal(start)).toBeUndefined();
});

const kind = fc.constantFrom<ChangeKind>('question', 'verdict', 'forecast', 'forecast');
const step = fc.record({
  kind,
  questionId: fc.constantFrom('a', 'b', 'c'),
  revealAt: fc.integer({ min: 0, max: 300 }),
  gap: fc.integer({ min: 0, max: 2 }),
});

test.prop([fc.array(step, { maxLength: 25 }), fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 })])(
  'however the log is cut into stretches, the same is told in the same order, but for what waits for its reveal',
  (steps, cuts) => {
    let offset = 0;
    const reveal = new Map<string, number>();
    const changes = steps.map(({ kind: of, questionId, revealAt, gap }) => {
      offset += gap + 1;
      if (of === 'question' || !reveal.has(questionId)) reveal.set(questionId, revealAt);
      return change(of, offset, { questionId, revealAt: reveal.get(questionId) ?? null });
    });
    const end = offset + 1;
    const whole = toldOf(changes, [stretchOf(changes, end, offset * 10)]);
    const ends = [...new Set([...cuts.filter((cut) => cut < end), end])].toSorted((a, b) => a - b);
    const stretches = ends.map((until, index) =>
      stretchOf(
        changes.filter((each) => each.offset < until && each.offset >= (ends[index - 1] ?? 0)),
        until,
        (until - 1) * 10,
      ),
    );
    expect(toldOf(changes, stretches)).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
    const last = [...plan(start, stretchOf(changes, end, offset * 10))].at(-1);
    const waiting = changes.filter(
      ({ kind: of, questionId, offset: at }) =>
        of === 'forecast' && at >= (last?.after.held.get(questionId ?? '')?.from ?? Infinity),
    );
    expect(whole.length + waiting.length).toBe(changes.length);
    for (const { revealAt } of last?.after.held.values() ?? []) expect(revealAt).toBeGreaterThan(offset * 10);
  },
);
