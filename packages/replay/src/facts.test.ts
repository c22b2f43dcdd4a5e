import { expect, test } from 'vitest';
import { parseFacts } from './facts.ts';

const line = (fields: object): string =>
  JSON.stringify({
    ref: 'x-1',
    type: 'meeting.held',
    occurred: { from: '2025-02-11', precision: 'day' },
    published: '2025-02-11',
    source: 'press',
    participants: ['A', 'B'],
    ...fields,
  });

test('a fact asserts unless it says that it denies', () => {
  const [first, second] = parseFacts(`${line({})}\n\n${line({ ref: 'x-2', stance: 'denies' })}\n`);
  expect(first?.stance).toBe('asserts');
  expect(second?.stance).toBe('denies');
});

test('a bad fact is refused with its line and field', () => {
  expect(() => parseFacts(`${line({})}\n${line({ published: 'yesterday' })}`)).toThrow(
    /^line 2: published: /u,
  );
});
