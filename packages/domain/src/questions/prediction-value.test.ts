import { fc, test } from '@fast-check/vitest';
import { expect, test as rule } from 'vitest';
import { questionDefinition } from '../records/questions.ts';
import { cdfPoints, valueRefusal } from './prediction-value.ts';

const human = {
  title: 'Which?',
  claim: null,
  opensAt: '2025-01-01T00:00:00Z',
  closesAt: '2025-02-01T00:00:00Z',
  settleBy: '2025-02-10T00:00:00Z',
};
const asks = (more: object) => questionDefinition.parse({ ...human, ...more });
const option = (name: string) => ({ name, claim: null });
const binary = asks({ kind: 'binary' });
const numeric = asks({ kind: 'numeric', range: { min: 0, max: 20 } });
const date = asks({ kind: 'date', days: { first: '2025-01-02', last: '2025-01-04' } });
const choice = asks({ kind: 'choice', options: [option('A'), option('B'), option('none')] });

const at = (...values: readonly (number | string)[]) => ({
  quantiles: values.map((value, index) => ({ level: (index + 1) / (values.length + 1), value })),
});
const said = (...[a = 0, b = 0, none = 0]: readonly number[]) => ({ options: { A: a, B: b, none } });

rule.each([
  [binary, { probability: 0.001 }, null],
  [binary, { probability: 0.0009 }, 'probability-out-of-bounds'],
  [binary, { probability: Number.NaN }, 'probability-out-of-bounds'],
  [binary, said(0.2, 0.3, 0.5), 'prediction-kind'],
  [numeric, at(1, 1, 30), null],
  [numeric, at(2, 1), 'quantiles-invalid'],
  [numeric, at(Infinity), 'quantiles-invalid'],
  [numeric, at('2025-01-02'), 'prediction-kind'],
  [numeric, { cdf: [0, 1] }, 'cdf-invalid'],
  [numeric, { cdf: Array.from({ length: 201 }, (_, x) => x / 200) }, null],
  [date, at('2024-12-01', '2025-01-03'), null],
  [date, at('2025-01-03', '2025-01-02'), 'quantiles-invalid'],
  [date, at(5), 'prediction-kind'],
  [date, { cdf: [0.1, 0.1, 0.5, 0.9] }, null],
  [date, { cdf: [0.1, 0.5, 0.4, 0.9] }, 'cdf-invalid'],
  [date, { cdf: [0.1, 0.5, 0.9, 1.1] }, 'cdf-invalid'],
  [date, { cdf: [Number.NaN, 0.5, 0.9, 1] }, 'cdf-invalid'],
  [date, { cdf: [0, 0.5, 1] }, 'cdf-invalid'],
  [choice, said(0.2, 0.3, 0.5), null],
  [choice, said(0.2, 0.3, 0.500_000_9), null],
  [choice, said(0.2, 0.3, 0.500_002), 'probabilities-do-not-add-up'],
  [choice, said(0, 0.5, 0.5), 'probability-out-of-bounds'],
  [choice, { options: { A: 0.5, B: 0.5 } }, 'options-mismatch'],
  [choice, { options: { A: 0.2, B: 0.3, C: 0.5 } }, 'options-mismatch'],
  [choice, { probability: 0.5 }, 'prediction-kind'],
] as const)('of %j the prediction %j: %s', (definition, value, refusal) => {
  expect(valueRefusal(structuredClone(value) as Parameters<typeof valueRefusal>[0], definition)).toBe(
    refusal,
  );
});

rule('a date has a point more than days, 201 at most', () => {
  expect(cdfPoints(date)).toBe(4);
  expect(cdfPoints({ days: { first: '2025-01-01', last: '2026-01-01' } })).toBe(201);
});

test.prop([fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 })])(
  'probabilities that were divided by their sum are taken, whatever the rounding',
  (weights) => {
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const shares = weights.map((weight) => 0.002 + (1 - 0.002 * weights.length) * (weight / sum));
    const options = Object.fromEntries(shares.map((share, index) => [`o${index}`, share]));
    const definition = asks({ kind: 'choice', options: shares.map((_, index) => option(`o${index}`)) });
    expect(valueRefusal({ options }, definition)).toBeNull();
  },
);
