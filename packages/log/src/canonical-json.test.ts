import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { canonicalJson } from './canonical-json.ts';
import type { Json } from './port.ts';

test('keys are sorted at every depth and white space is left out', () => {
  expect(canonicalJson({ b: [1, { z: null, a: 'x' }], a: true })).toBe(
    '{"a":true,"b":[1,{"a":"x","z":null}]}',
  );
});

test('minus zero is zero, and numbers have their shortest form', () => {
  expect(canonicalJson([-0, 1e21, 0.1, 100])).toBe('[0,1e+21,0.1,100]');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%s is refused', (value) => {
  expect(() => canonicalJson([value])).toThrow(TypeError);
});

test.prop([fc.jsonValue()])('the text reads back as the same value', (value) => {
  expect(JSON.parse(canonicalJson(value as Json))).toEqual(JSON.parse(JSON.stringify(value)));
});

test.prop([fc.dictionary(fc.string(), fc.jsonValue())])('the order of keys makes no difference', (value) => {
  const turned = Object.fromEntries(Object.entries(value).toReversed());
  expect(canonicalJson(turned as Json)).toBe(canonicalJson(value as Json));
});

test.prop([fc.string({ unit: 'binary' })])('no text holds a raw line break or a NUL', (value) => {
  expect(canonicalJson({ [value]: value })).not.toMatch(/[\n\r\0]/);
});
