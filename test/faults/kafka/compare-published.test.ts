import { expect, test } from 'vitest';
import { comparePublished } from './compare-published.ts';
import type { PublishedFact } from './compare-published.ts';

const fact = (id: string, more: Partial<PublishedFact> = {}): PublishedFact => ({
  key: 'k',
  id,
  type: 'casus.published.event-changed.v1',
  data: { id },
  ...more,
});
const crowd = fact('p', { key: 'hidden', type: 'casus.published.prediction-changed.v1' });
const expected = [fact('a'), fact('b'), fact('c', { key: 'other' })];

test.each([
  ['all is well', expected, { lost: 0, wrong: 0 }],
  ['keys may come in any order', [fact('c', { key: 'other' }), fact('a'), fact('b')], { lost: 0, wrong: 0 }],
  ['a fact may be told again', [...expected, fact('a'), fact('b')], { lost: 0, wrong: 0 }],
  ['a fact that is not told is lost', expected.slice(1), { lost: 1, wrong: 0 }],
  ['one told again as another is wrong', [...expected, fact('a', { data: 1 })], { lost: 0, wrong: 1 }],
  [
    'one that says something else is wrong',
    [fact('a', { data: 1 }), ...expected.slice(1)],
    { lost: 0, wrong: 1 },
  ],
  ['one that nobody would tell is wrong', [...expected, fact('d')], { lost: 0, wrong: 1 }],
  [
    'facts of a key out of order are wrong',
    [fact('b'), fact('a'), fact('c', { key: 'other' })],
    { lost: 0, wrong: 1 },
  ],
])('%s', (_rule, told, found) => {
  expect(comparePublished(told, expected, new Set(['hidden']))).toMatchObject({ ...found, doubled: 0 });
});

test('what is told of a hidden crowd is wrong, also when an outbox that begins now tells it too', () => {
  const told = [...expected, crowd];
  expect(comparePublished(told, told, new Set(['hidden']))).toMatchObject({ wrong: 1 });
  expect(comparePublished(told, told, new Set())).toMatchObject({ wrong: 0 });
});
