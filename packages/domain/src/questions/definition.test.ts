import { expect, test } from 'vitest';
import { questionDefinition } from '../records/questions.ts';
import { canComeTo, checkDefinition, publishedAggregate } from './definition.ts';

const human = {
  title: 'How many?',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-01T00:00:00Z',
};
const binary = { ...human, kind: 'binary' };
const numeric = { ...human, kind: 'numeric', range: { min: 0, max: 10 } };

const days = { first: '2025-01-02', last: '2025-01-31' };
const date = { ...human, kind: 'date', days };
const option = (name: string, claim: object | null = null) => ({ name, claim });
const choice = { ...human, kind: 'choice', options: [option('A'), option('B')] };

test.each([
  [binary, 'geometric-mean-of-odds'],
  [numeric, 'mean-of-cdfs'],
  [{ ...numeric, aggregate: 'geometric-mean-of-odds' }, 'mean-of-cdfs'],
  [{ ...binary, aggregate: 'track-record' }, 'track-record'],
  [date, 'mean-of-cdfs'],
  [choice, 'geometric-mean-of-odds'],
])('%j publishes the %s', (written, published) => {
  const definition = questionDefinition.parse(written);
  expect(checkDefinition(definition)).toEqual([]);
  expect(publishedAggregate(definition)).toBe(published);
});

test.each([
  { ...binary, aggregate: 'mean-of-cdfs' },
  { ...numeric, aggregate: 'trimmed-mean' },
])('an aggregate of the other kind is no setting of a question: %j', (written) => {
  expect(checkDefinition(questionDefinition.parse(written))).toMatchObject([{ field: 'aggregate' }]);
});

test.each([
  ['days', { ...binary, days }],
  ['days', { ...date, days: undefined }],
  ['days.last', { ...date, days: { first: '2025-02-01', last: '2025-01-31' } }],
  ['options', { ...binary, options: choice.options }],
  ['options', { ...choice, options: undefined }],
  ['options', { ...choice, options: [option('A'), option('A')] }],
  ['options', { ...choice, options: [option('A', {}), option('B', {})], coverage: [{ source: 'desk' }] }],
  ['options', { ...choice, options: [option('A'), option('B', {})], coverage: [{ source: 'desk' }] }],
  ['coverage', { ...choice, options: [option('A', {}), option('none')] }],
  ['claim', { ...choice, claim: {}, coverage: [{ source: 'desk' }] }],
])('%s of another kind is refused: %j', (field, written) => {
  expect(checkDefinition(questionDefinition.parse(written))).toMatchObject([{ field }]);
});

test.each([
  [binary, 'true', true],
  [binary, { date: 'later' }, false],
  [numeric, { number: 3 }, true],
  [numeric, 'true', false],
  [date, { date: 'earlier' }, true],
  [date, { date: '2025-01-31' }, true],
  [date, { date: '2025-02-01' }, false],
  [date, { number: 3 }, false],
  [choice, { option: 'B' }, true],
  [choice, { option: 'C' }, false],
  [choice, 'void', true],
] as const)('%j can come to %j: %s', (written, outcome, can) => {
  expect(canComeTo(questionDefinition.parse(written), outcome)).toBe(can);
});
