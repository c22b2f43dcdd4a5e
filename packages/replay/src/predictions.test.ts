import { expect, test } from 'vitest';
import { parsePredictions } from './predictions.ts';

const at = (day: string): number => Date.parse(`2025-${day}T15:00:00Z`);

test('each step of a line is a prediction made at 15:00Z of its day', () => {
  const text = '# invented\nq | analyst-1 | 08-06: .40, 08-07: 3/4/7, 08-08: out # gone\n';
  expect(parsePredictions(text, 2025)).toEqual([
    { question: 'q', forecaster: 'analyst-1', at: at('08-06'), value: { probability: 0.4 } },
    { question: 'q', forecaster: 'analyst-1', at: at('08-07'), value: { quartiles: [3, 4, 7] } },
    { question: 'q', forecaster: 'analyst-1', at: at('08-08'), value: 'withdraw' },
  ]);
});

test.each([
  ['q | analyst-1', /^line 1: expected "question \| forecaster/u],
  ['q | a | 13-45: .4', /^line 1: expected "MM-DD: value"/u],
  ['q | a | 08-06: maybe', /^line 1: expected a probability/u],
])('%s is refused with its line', (text, message) => {
  expect(() => parsePredictions(text, 2025)).toThrow(message);
});
