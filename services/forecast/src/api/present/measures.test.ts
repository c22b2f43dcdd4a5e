import type { EventRow } from '@casus/domain/world';
import { describe, expect, test } from 'vitest';
import { measuresOf } from './measures.ts';
import { eventRow } from './testing/event-row.ts';

const day = 86_400;

function act(type: string, from: number, attributes: EventRow['attributes'] = {}): EventRow {
  const interval = { from: from * day, to: (from + 1) * day };
  return eventRow({ eventId: `${type} ${from}`, type, actor: 'USA', target: 'RUS', interval, attributes });
}

const iso = (dayNumber: number): string => new Date(dayNumber * day * 1000).toISOString();
/** The last second of a day. */
const endOf = (dayNumber: number): string => new Date(((dayNumber + 1) * day - 1) * 1000).toISOString();
const programme = (...names: readonly string[]): EventRow['attributes'] => ({ programme: names });

describe('sanctions', () => {
  test('are in force from their imposing until their lifting', () => {
    const imposed = act('sanction.imposed', 1, programme('A'));
    const lifted = act('sanction.lifted', 5, programme('A'));
    expect(measuresOf([imposed], 3 * day)).toMatchObject([
      { kind: 'sanctions', name: 'A', state: 'in-force', since: endOf(1), until: null },
    ]);
    expect(measuresOf([imposed, lifted], 9 * day)).toMatchObject([
      { state: 'ended', since: endOf(1), until: endOf(5) },
    ]);
  });

  test('of one programme outlive the lifting of another; a lifting without a name ends all', () => {
    const both = [act('sanction.imposed', 1, programme('A')), act('sanction.imposed', 2, programme('B'))];
    const states = (lifting: EventRow) => measuresOf([...both, lifting], 9 * day).map(({ state }) => state);
    expect(states(act('sanction.lifted', 5, programme('A')))).toEqual(['ended', 'in-force']);
    expect(states(act('sanction.lifted', 5))).toEqual(['ended', 'ended']);
  });

  test('that are imposed again after a lifting are in force anew', () => {
    const acts = [
      act('sanction.imposed', 1, programme('A')),
      act('sanction.lifted', 5, programme('A')),
      act('sanction.imposed', 7, programme('A')),
    ];
    expect(measuresOf(acts, 9 * day)).toMatchObject([{ state: 'in-force', since: endOf(7), until: null }]);
  });

  test('that are only possible stand in the history and change no state', () => {
    const rumour = { ...act('sanction.imposed', 1, programme('A')), status: 'possible' as const };
    expect(measuresOf([rumour], 9 * day)).toMatchObject([
      { state: 'announced', since: null, history: [{ status: 'possible' }] },
    ]);
    expect(measuresOf([{ ...rumour, status: 'retracted' }], 9 * day)).toEqual([]);
  });
});

describe('a tariff', () => {
  const ordered = act('tariff.imposed', 1, {
    reason: ['oil'],
    ratePercent: [25],
    effective: [{ ends: [11 * day] }],
  });

  test('is announced until the day from which it holds', () => {
    expect(measuresOf([ordered], 10.9 * day)).toMatchObject([{ state: 'announced', since: null }]);
    expect(measuresOf([ordered], 11 * day)).toMatchObject([
      { kind: 'tariffs', name: 'oil', state: 'in-force', since: iso(11), ratePercent: '25' },
    ]);
  });

  test('has the rate that was said last', () => {
    const raised = act('tariff.imposed', 20, { reason: ['oil'], ratePercent: [50] });
    expect(measuresOf([ordered, raised], 30 * day)).toMatchObject([
      { state: 'in-force', since: iso(11), ratePercent: '50' },
    ]);
  });

  test('that is lifted before its first day has never been in force', () => {
    const lifted = act('tariff.lifted', 5, { reason: ['oil'] });
    expect(measuresOf([ordered, lifted], 30 * day)).toMatchObject([{ state: 'ended', since: null }]);
  });
});
