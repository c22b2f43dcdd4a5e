import { expect, test } from 'vitest';
import { parsePosition, positionText } from './position.ts';

test('a position reads back from its text', () => {
  const position = { topic: 'questions', partition: 3, offset: 1042 } as const;
  expect(positionText(position)).toBe('questions/3@1042');
  expect(parsePosition('questions/3@1042')).toEqual(position);
});

test.each(['questions/3', 'other/0@1', 'world/0@-1', 'world/0@1 ', ''])('"%s" is no position', (text) => {
  expect(parsePosition(text)).toBeUndefined();
});
