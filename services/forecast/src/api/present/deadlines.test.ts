import type { EventRow } from '@casus/domain/world';
import { describe, expect, test } from 'vitest';
import { deadlinesOf } from './deadlines.ts';
import { eventRow } from './testing/event-row.ts';

const day = 86_400;

function deadline(id: string, type: string, given: Partial<EventRow> & { due?: number } = {}): EventRow {
  const { due, ...more } = given;
  const attributes = due === undefined ? {} : { due: [{ ends: [due * day] }] };
  return eventRow({ eventId: id, type, actor: 'USA', target: 'RUS', attributes, ...more });
}

const on = (from: number): Pick<EventRow, 'interval'> => ({
  interval: { from: from * day, to: (from + 1) * day },
});

function statesAt(moment: number, ...events: readonly EventRow[]): readonly string[] {
  return deadlinesOf(events, moment * day).map(({ state }) => state);
}

const set = deadline('set', 'deadline.set', { ...on(1), due: 10 });
const moved = deadline('moved', 'deadline.moved', { ...on(3), due: 20, of: ['report of set'] });

describe('a deadline', () => {
  test('is pending until its date has ended', () => {
    expect(statesAt(9.9, set)).toEqual(['pending']);
    expect(statesAt(10, set)).toEqual(['lapsed']);
  });

  test('that is moved gives way to the later one', () => {
    expect(statesAt(12, set, moved)).toEqual(['moved', 'pending']);
    expect(deadlinesOf([set, moved], 12 * day)[0]).toMatchObject({ movedTo: 'moved' });
  });

  test('that is moved twice, each time by its first word, gives way twice', () => {
    const again = deadline('again', 'deadline.moved', { ...on(4), due: 8, of: ['report of set'] });
    expect(statesAt(9, set, moved, again)).toEqual(['moved', 'moved', 'lapsed']);
  });

  test('stays where it is while the move is disputed, or was taken back', () => {
    expect(statesAt(12, set, { ...moved, status: 'disputed' })).toEqual(['lapsed', 'pending']);
    expect(statesAt(12, set, { ...moved, status: 'retracted' })).toEqual(['lapsed']);
  });

  test('lapses with the word of it, before its date', () => {
    const lapse = deadline('lapse', 'deadline.lapsed', { ...on(5), of: ['report of set'] });
    expect(statesAt(7, set, lapse)).toEqual(['lapsed']);
  });

  test('is not touched by a word of another one', () => {
    const other = deadline('other', 'deadline.moved', { ...on(4), due: 5, of: ['report of another'] });
    expect(statesAt(6, set, other)).toEqual(['pending', 'lapsed']);
  });

  test('whose words name each other in a circle has a state all the same', () => {
    const circle = deadline('circle', 'deadline.moved', { ...on(4), due: 30, of: ['report of moved'] });
    expect(statesAt(6, { ...moved, of: ['report of circle'] }, circle)).toHaveLength(2);
  });
});
