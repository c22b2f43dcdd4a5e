import { expect, test } from 'vitest';
import { questionDefinition } from '../records/questions.ts';
import { checkDefinition, publishedAggregate } from './definition.ts';

const human = {
  title: 'How many?',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-01T00:00:00Z',
};
const binary = { ...human, kind: 'binary' };
const numeric = { ...human, kind: 'numeric', range: { min: 0, max: 10 } };

test.each([
  [binary, 'geometric-mean-of-odds'],
  [numeric, 'mean-of-cdfs'],
  [{ ...numeric, aggregate: 'geometric-mean-of-odds' }, 'mean-of-cdfs'],
  [{ ...binary, aggregate: 'track-record' }, 'track-record'],
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
