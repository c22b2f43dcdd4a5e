import { describe, expect, test } from 'vitest';
import { decodeRecord, encodeRecord, recordBytesLimit } from './cloud-event.ts';

const id = '6f1f3d4e-90a5-4f0b-8c4e-2f2b6d3f7a10';
const record = { id, type: 'casus.world.report-filed.v1', data: { stance: 'asserts', actor: 'USA' } };

test('a record is stored as a structured CloudEvent with sorted keys', () => {
  const { text, bytes } = encodeRecord('report-1', { ...record, traceparent: '00-ab-cd-01' });
  expect(text).toBe(
    '{"data":{"actor":"USA","stance":"asserts"},"datacontenttype":"application/json",' +
      `"id":"${id}","source":"urn:casus","specversion":"1.0","subject":"report-1",` +
      '"traceparent":"00-ab-cd-01","type":"casus.world.report-filed.v1"}',
  );
  expect(bytes).toBe(text.length);
});

test('what is stored reads back as what was handed over', () => {
  const traced = { ...record, traceparent: '00-ab-cd-01' };
  expect(decodeRecord(encodeRecord('Київ', record).text)).toEqual({ ...record, key: 'Київ' });
  expect(decodeRecord(encodeRecord('Київ', traced).text)).toEqual({ ...traced, key: 'Київ' });
});

describe('the digest', () => {
  const { digest } = encodeRecord('k', record);

  test('leaves out the trace and the order of keys', () => {
    const data = { actor: 'USA', stance: 'asserts' };
    const other = { ...record, data, traceparent: '00-ab-cd-01' };
    expect(encodeRecord('k', other).digest).toEqual(digest);
  });

  test.each([
    ['type', encodeRecord('k', { ...record, type: 'casus.world.report-filed.v2' })],
    ['key', encodeRecord('l', record)],
    ['data', encodeRecord('k', { ...record, data: { stance: 'denies', actor: 'USA' } })],
  ])('tells another %s', (_, other) => {
    expect(other.digest).not.toEqual(digest);
  });
});

describe('the size limit', () => {
  const empty = encodeRecord('k', { ...record, data: '' }).bytes;

  test('256 KiB as stored are taken', () => {
    const data = 'x'.repeat(recordBytesLimit - empty);
    expect(encodeRecord('k', { ...record, data }).bytes).toBe(262_144);
  });

  test('one byte more is refused, counted in UTF-8', () => {
    const data = `é${'x'.repeat(recordBytesLimit - empty - 1)}`;
    expect(() => encodeRecord('k', { ...record, data })).toThrow(
      expect.objectContaining({ code: 'record-too-large' }),
    );
  });
});

test.each([
  ['an id that is no UUID', 'k', { ...record, id: 'r1' }],
  ['an id in upper case', 'k', { ...record, id: id.toUpperCase() }],
  ['an empty key', '', record],
  ['an empty type', 'k', { ...record, type: '' }],
  ['data without a notation', 'k', { ...record, data: Number.NaN }],
])('%s is refused', (_, key, refused) => {
  expect(() => encodeRecord(key, refused)).toThrow(TypeError);
});

test.each(['[]', 'null', '{"id":"x"}', `{"id":"${id}","type":"t","subject":"k"}`])(
  'the text %s is no record',
  (text) => {
    expect(() => decodeRecord(text)).toThrow(TypeError);
  },
);
