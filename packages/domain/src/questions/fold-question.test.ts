import { describe, expect, test } from 'vitest';
import { memoryRows } from '../memory-rows.ts';
import type { Delivered } from '../rows.ts';
import { foldQuestion } from './fold-question.ts';
import { placeKey, predictions, questions, refusals, resolutions, alarms } from './index.ts';
import type { QuestionRow } from './index.ts';

const questionId = 'q';
const text = { textId: '7f2c1f6e-2f0f-4a51-9d0c-1c8f5b8f2a01', hash: 'h' };
const definition = {
  title: 'Will it?',
  kind: 'binary',
  claim: { op: 'any' },
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
  coverage: [{ source: 'press' }],
};

type Given = readonly [name: string, data: object, at?: string];

const opened: Given = ['question-opened', { questionId, definition, by: 'desk' }, '2025-01-01T00:00:00Z'];
const predicted = (p: number, at: string, forecaster = 'a'): Given => [
  'prediction-made',
  { questionId, forecaster, value: { probability: p } },
  at,
];
const verdict = (value: unknown, world: number, more: object = {}): Given => [
  'verdict-given',
  {
    questionId,
    definitionOffset: 0,
    worldOffset: world,
    engineVersion: 1,
    verdict: { value, asKnown: value, decidedAt: 1_736_000_000, waitingFor: [], doubts: 0 },
    certificateHash: 'c',
    ...more,
  },
];
const settled = (value: unknown, world: number, more: object = {}): Given => [
  'verdict-settled',
  {
    questionId,
    definitionOffset: 0,
    worldOffset: world,
    engineVersion: 1,
    value,
    decidedAt: 1_736_000_000,
    ...more,
  },
];
const command = (name: string, expectedRevision: number, data: object = {}): Given => [
  name,
  { questionId, expectedRevision, by: 'curator', reason: text, ...data },
];

/** The fold of the records given, in order; a record without a time comes a second after the one before. */
function folded(...given: readonly Given[]) {
  const rows = memoryRows();
  let logTime = 0;
  for (const [offset, [name, data, at]] of given.entries()) {
    logTime = at === undefined ? logTime + 1_000 : Date.parse(at);
    const record: Delivered = {
      position: { topic: 'questions', partition: 0, offset },
      id: `record-${offset}`,
      type: `casus.questions.${name}.v1`,
      key: questionId,
      data,
      logTime,
    };
    foldQuestion(rows, record);
  }
  return {
    question: rows.get(questions, questionId),
    prediction: (offset: number) => rows.get(predictions, placeKey(questionId, offset)),
    refusal: (offset: number) => rows.get(refusals, `record-${offset}`)?.code,
    resolutions: rows.list(resolutions, questionId),
    alarms: [...rows.all(alarms).values()].map(({ code }) => code),
  };
}

const outcomeOf = (question: QuestionRow | undefined): unknown => question?.resolution?.outcome;

describe('predictions', () => {
  test('the latest stands, and the one before ends where it begins', () => {
    const { prediction } = folded(
      opened,
      predicted(0.4, '2025-01-02T00:00:00Z'),
      predicted(0.6, '2025-01-03T00:00:00Z'),
    );
    expect(prediction(1)).toMatchObject({
      status: 'replaced',
      endedAt: Date.parse('2025-01-03T00:00:00Z'),
    });
    expect(prediction(2)).toMatchObject({ status: 'standing', endedAt: null });
  });

  test.each([
    ['at the closing time', '2025-02-01T00:00:00Z', 'late'],
    ['a millisecond before it', '2025-01-31T23:59:59.999Z', 'standing'],
  ])('one made %s is %s', (_when, at, status) => {
    expect(folded(opened, predicted(0.4, at)).prediction(1)?.status).toBe(status);
  });

  test('one made after an early closing is late, and a withdrawal then changes nothing', () => {
    const { prediction } = folded(
      opened,
      predicted(0.4, '2025-01-02T00:00:00Z'),
      command('question-closed', 1),
      predicted(0.9, '2025-01-04T00:00:00Z'),
      ['prediction-withdrawn', { questionId, forecaster: 'a' }],
    );
    expect(prediction(3)?.status).toBe('late');
    expect(prediction(1)?.status).toBe('standing');
  });

  test('a question that was closed early stays closed when the engine settles it', () => {
    const settling = [command('question-closed', 1), verdict('true', 9), settled('true', 12)];
    const { prediction } = folded(opened, ...settling, predicted(0.9, '2025-01-04T00:00:00Z'));
    expect(prediction(4)?.status).toBe('late');
  });

  test('the engine’s resolution closes nothing before the closing time', () => {
    const { prediction } = folded(opened, settled('true', 12), predicted(0.9, '2025-01-04T00:00:00Z'));
    expect(prediction(2)?.status).toBe('standing');
  });

  test.each([
    ['below 0.001', { probability: 0.0005 }, 'probability-out-of-bounds'],
    ['quantiles on a binary question', { quantiles: [{ level: 0.5, value: 1 }] }, 'prediction-kind'],
  ])('%s is refused', (_name, value, code) => {
    const made: Given = ['prediction-made', { questionId, forecaster: 'a', value }];
    expect(folded(opened, made).prediction(1)).toMatchObject({ status: 'refused', code });
  });

  test('one that replaces another than the standing one is refused', () => {
    const stale: Given = [
      'prediction-made',
      { questionId, forecaster: 'a', value: { probability: 0.5 }, replaces: text.textId },
    ];
    const { prediction } = folded(opened, predicted(0.4, '2025-01-02T00:00:00Z'), stale);
    expect(prediction(1)?.status).toBe('standing');
    expect(prediction(2)).toMatchObject({ status: 'refused', code: 'prediction-replaced' });
  });
});

describe('commands', () => {
  test('a stale revision is refused and changes nothing', () => {
    const { question, refusal } = folded(opened, command('question-closed', 7));
    expect(refusal(1)).toBe('stale-revision');
    expect(question?.status).toBe('open');
  });

  test.each([
    ['a second opening', opened, 'question-exists'],
    [
      'a resolution without evidence',
      command('question-resolved', 1, { outcome: 'true', decidedAt: '2025-01-05T00:00:00Z', evidence: [] }),
      'evidence-missing',
    ],
    [
      'a number for a binary question',
      command('question-resolved', 1, {
        outcome: { number: 3 },
        decidedAt: '2025-01-05T00:00:00Z',
        evidence: ['x'],
      }),
      'outcome-kind',
    ],
    ['a confirmation of what nobody contests', command('resolution-confirmed', 1), 'not-contested'],
  ])('%s is refused', (_name, given, code) => {
    expect(folded(opened, given).refusal(1)).toBe(code);
  });

  test('a command on an annulled question is refused', () => {
    const { question, refusal } = folded(
      opened,
      command('question-annulled', 1),
      command('question-closed', 2),
    );
    expect(question?.status).toBe('annulled');
    expect(outcomeOf(question)).toBe('void');
    expect(refusal(2)).toBe('question-annulled');
  });
});

describe('verdicts', () => {
  test('one that has read less in world or engine is not accepted', () => {
    const { question } = folded(
      opened,
      verdict('false', 9),
      verdict('true', 8),
      verdict('true', 8, { engineVersion: 2 }),
    );
    expect(question?.verdict).toMatchObject({ world: 9, engine: 1, verdict: { value: 'false' } });
  });

  test('an equal reading that differs is the alarm, and one that agrees is nothing', () => {
    const { question, alarms: raised } = folded(
      opened,
      verdict('open', 9),
      verdict('open', 9),
      verdict('true', 9),
    );
    expect(raised).toEqual(['nondeterminism']);
    expect(question?.verdict?.verdict.value).toBe('open');
  });

  test('one on an older definition is not accepted', () => {
    const amended = command('question-amended', 1, { definition: { ...definition, title: 'Other' } });
    const { question } = folded(
      opened,
      amended,
      verdict('true', 9),
      verdict('true', 5, { definitionOffset: 1 }),
    );
    expect(question?.verdict).toMatchObject({ world: 5, definition: 1 });
  });

  test('a settled value resolves; the engine alone does not', () => {
    expect(folded(opened, verdict('true', 9)).question?.status).toBe('open');
    const { question } = folded(opened, verdict('true', 9), settled('true', 12));
    expect(question).toMatchObject({ status: 'resolved', resolution: { outcome: 'true', by: 'engine' } });
  });

  test('what settles without a value waits for a human', () => {
    const { question } = folded(
      opened,
      settled('indeterminate', 12, { decidedAt: null, reason: 'source-behind' }),
    );
    expect(question).toMatchObject({
      status: 'open',
      resolution: null,
      undecided: { reason: 'source-behind' },
    });
  });
});

describe('after settling', () => {
  const resolved = (afterSettle: string): readonly Given[] => [
    ['question-opened', { questionId, definition: { ...definition, afterSettle }, by: 'desk' }],
    verdict('true', 9),
    settled('true', 12),
  ];

  test('confirm: a changed verdict contests, and a curator lets it stand against that verdict for good', () => {
    const contested = folded(...resolved('confirm'), verdict('false', 20));
    expect(contested.question).toMatchObject({ contest: { world: 20 }, resolution: { outcome: 'true' } });
    const confirmed = folded(
      ...resolved('confirm'),
      verdict('false', 20),
      command('resolution-confirmed', 1),
    );
    expect(confirmed.question).toMatchObject({ contest: null, resolution: { outcome: 'true' } });
    const again = [...resolved('confirm'), verdict('false', 20), command('resolution-confirmed', 1)];
    expect(folded(...again, verdict('false', 25)).question?.contest).toBeNull();
    expect(folded(...again, verdict('open', 25)).question?.contest).toMatchObject({ world: 25 });
  });

  test('confirm: a verdict that comes back to the resolution contests no longer', () => {
    const { question } = folded(...resolved('confirm'), verdict('false', 20), verdict('true', 21));
    expect(question?.contest).toBeNull();
  });

  test('follow: a changed value counts at once, provisional until it has settled', () => {
    const followed = folded(...resolved('follow'), verdict('false', 20));
    expect(followed.question?.resolution).toMatchObject({ outcome: 'false', provisional: true, number: 2 });
    const stood = folded(...resolved('follow'), verdict('false', 20), settled('false', 30));
    expect(stood.question?.resolution).toMatchObject({ outcome: 'false', provisional: false, number: 2 });
    expect(stood.resolutions.map(({ cause }) => cause)).toEqual(['settled', 'followed']);
  });

  test('follow: a value that is decided no longer contests, and the resolution stands', () => {
    const { question } = folded(...resolved('follow'), verdict('open', 20));
    expect(question).toMatchObject({ contest: { world: 20 }, resolution: { outcome: 'true' } });
  });

  test('frozen: nothing changes', () => {
    const { question } = folded(...resolved('frozen'), verdict('false', 20));
    expect(question).toMatchObject({ contest: null, resolution: { outcome: 'true' } });
  });

  test('a human resolution outranks the engine', () => {
    const byHand = command('question-resolved', 1, {
      outcome: 'false',
      decidedAt: '2025-01-05T00:00:00Z',
      evidence: ['https://example.org/'],
    });
    const { question } = folded(...resolved('follow'), byHand, verdict('true', 40), settled('true', 50));
    expect(question).toMatchObject({ contest: null, resolution: { outcome: 'false', by: 'human' } });
  });
});
