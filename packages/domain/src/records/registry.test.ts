import { expect, test } from 'vitest';
import type { Delivered } from '../rows.ts';
import { readQuestionRecord, readRecord, readWorldRecord } from './registry.ts';

function delivered(type: string, data: unknown, topic: 'world' | 'questions' = 'world'): Delivered {
  return { position: { topic, partition: 0, offset: 1 }, id: 'a', key: 'k', type, data, logTime: 0 };
}

const caughtUp = { source: 'press', from: '2025-01-20T05:00:00Z', through: '2025-08-07T04:00:00Z' };

test('a record is read by its type, defaults filled in', () => {
  expect(readWorldRecord(delivered('casus.world.source-caught-up.v1', caughtUp))).toEqual({
    name: 'source-caught-up',
    data: { ...caughtUp, types: ['*'] },
  });
});

test.each([
  ['an unknown name', 'casus.world.comet-sighted.v1', {}],
  ['a later version', 'casus.world.source-caught-up.v2', caughtUp],
  ['the other topic', 'casus.questions.clock-ticked.v1', {}],
  ['a name that every object has', 'casus.world.constructor.v1', {}],
  ['a missing field', 'casus.world.source-caught-up.v1', { source: 'press' }],
  ['a day for an instant', 'casus.world.source-caught-up.v1', { ...caughtUp, through: '2025-08-07' }],
  ['no data', 'casus.world.source-caught-up.v1', null],
])('%s is unreadable', (_, type, data) => {
  expect(readWorldRecord(delivered(type, data))).toBe('unreadable');
});

test('the headers of a log are nothing to a fold', () => {
  expect(readRecord(delivered('casus.log.began.v1', { any: 'thing' }))).toBe('header');
});

test('the topic decides which records there are', () => {
  const tick = delivered('casus.questions.clock-ticked.v1', {}, 'questions');
  expect([readRecord(tick), readQuestionRecord(tick)]).toEqual(
    Array.from({ length: 2 }, () => ({ name: 'clock-ticked', data: {} })),
  );
});

test('a prediction out of bounds is readable: refusing it is the fold’s to do', () => {
  const made = { questionId: 'q', forecaster: 'f', value: { probability: 2 } };
  expect(readQuestionRecord(delivered('casus.questions.prediction-made.v1', made, 'questions'))).toEqual({
    name: 'prediction-made',
    data: { ...made, role: 'forecaster' },
  });
});
