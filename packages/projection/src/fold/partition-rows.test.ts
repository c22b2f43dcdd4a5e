import type { Table } from '@casus/domain/rows';
import { beforeEach, describe, expect, test } from 'vitest';
import { projectedTable } from '../declare/table.ts';
import { PartitionRows } from './partition-rows.ts';
import { Wanted } from './wanted.ts';

interface Ship {
  readonly flag: string;
}
const ships: Table<Ship> = { name: 'ships', group: ({ flag }) => flag };
const ports: Table<string> = { name: 'ports' };

let rows: PartitionRows;

/** Ships `a` and `b` are at hand with all of PAN, and that there is no `c` and no other LBR; ports are unknown. */
beforeEach(() => {
  rows = new PartitionRows([projectedTable(ships), projectedTable(ports, { history: false })]);
  const wanted = new Wanted();
  for (const key of ['a', 'b', 'c']) wanted.add({ table: ships, key });
  for (const group of ['PAN', 'LBR']) wanted.add({ table: ships, group });
  const loaded = [
    { key: 'b', from: 3, row: { flag: 'PAN' } },
    { key: 'a', from: 5, row: { flag: 'PAN' } },
  ];
  rows.absorb(wanted, new Map([['ships', loaded]]));
});

/** Folds one record. */
function at(offset: number, fold: () => void): void {
  rows.begin(offset, 'known');
  fold();
  rows.keep();
}

async function changes(): Promise<unknown> {
  return (await rows.changes()).map(({ table, closed, opened }) => ({
    table: table.name,
    closed: closed.map(({ key, from, until }) => [key, from, until]),
    opened: opened.map(({ key, from, until, row }) => [key, from, until, row]),
  }));
}

const [pan, lbr] = [{ flag: 'PAN' }, { flag: 'LBR' }];

describe('a record makes one version of a row', () => {
  test('when it puts it twice', async () => {
    at(7, () => {
      rows.put(ships, 'a', lbr);
      rows.put(ships, 'a', pan);
    });
    await expect(changes()).resolves.toEqual([
      { table: 'ships', closed: [['a', 5, 7]], opened: [['a', 7, null, pan]] },
    ]);
  });

  test('and none when it puts the row that stood', async () => {
    at(7, () => {
      rows.put(ships, 'a', lbr);
      rows.put(ships, 'a', rows.get(ships, 'b') ?? pan);
    });
    at(8, () => rows.put(ships, 'b', rows.get(ships, 'b') ?? lbr));
    await expect(changes()).resolves.toMatchObject([{ closed: [['a', 5, 7]] }]);
  });

  test('and none when it removes what it made', async () => {
    at(7, () => {
      rows.put(ships, 'c', pan);
      rows.remove(ships, 'c');
    });
    await expect(changes()).resolves.toEqual([]);
  });
});

test('records of one batch each make a version, in order of key and offset', async () => {
  at(7, () => rows.put(ships, 'c', pan));
  at(8, () => rows.put(ships, 'a', lbr));
  at(9, () => rows.remove(ships, 'a'));
  at(10, () => rows.put(ships, 'a', pan));
  await expect(changes()).resolves.toEqual([
    {
      table: 'ships',
      closed: [['a', 5, 8]],
      opened: [
        ['a', 8, 9, lbr],
        ['a', 10, null, pan],
        ['c', 7, null, pan],
      ],
    },
  ]);
});

test('a table without history keeps what stands at the end of the batch', async () => {
  const wanted = new Wanted();
  for (const key of ['x', 'y']) wanted.add({ table: ports, key });
  rows.absorb(wanted, new Map([['ports', [{ key: 'x', from: 1, row: 'old' }]]]));
  at(7, () => rows.put(ports, 'x', 'new'));
  at(8, () => rows.put(ports, 'x', 'newer'));
  at(8, () => rows.put(ports, 'y', 'there'));
  at(9, () => rows.remove(ports, 'y'));
  await expect(changes()).resolves.toEqual([
    { table: 'ports', closed: [['x', 1, 7]], opened: [['x', 8, null, 'newer']] },
  ]);
});

test('what was committed is no change any more, and its end is', async () => {
  at(7, () => rows.put(ships, 'c', pan));
  rows.committed();
  await expect(changes()).resolves.toEqual([]);
  at(8, () => rows.remove(ships, 'c'));
  await expect(changes()).resolves.toEqual([{ table: 'ships', closed: [['c', 7, 8]], opened: [] }]);
});

describe('a group', () => {
  test('lists its rows in order of key, with what the record wrote', () => {
    at(7, () => {
      rows.put(ships, 'c', pan);
      expect(rows.list(ships, 'PAN')).toHaveLength(3);
      rows.put(ships, 'a', lbr);
      expect(rows.list(ships, 'LBR')).toEqual([lbr]);
    });
    expect(rows.list(ships, 'PAN')).toEqual([pan, pan]);
  });

  test('is as before when the record is taken back', async () => {
    rows.begin(7, 'known');
    rows.put(ships, 'a', lbr);
    rows.remove(ships, 'b');
    rows.discard();
    expect([rows.list(ships, 'PAN'), rows.list(ships, 'LBR')]).toEqual([[pan, pan], []]);
    await expect(changes()).resolves.toEqual([]);
  });

  test('that is loaded takes rows changed before as they are', () => {
    const wanted = new Wanted();
    wanted.add({ table: ships, group: 'MLT' });
    at(7, () => rows.put(ships, 'a', { flag: 'MLT' }));
    const loaded = [
      { key: 'b', from: 3, row: { flag: 'MLT' } },
      { key: 'd', from: 4, row: { flag: 'MLT' } },
    ];
    rows.absorb(wanted, new Map([['ships', loaded]]));
    expect(rows.list(ships, 'MLT')).toHaveLength(2);
    expect(rows.get(ships, 'b')).toEqual(pan);
  });
});

describe('a row that is not at hand', () => {
  test.each([
    ['got', () => rows.get(ports, 'x')],
    ['put', () => rows.put(ports, 'x', 'there')],
    ['removed', () => rows.remove(ports, 'x')],
    ['listed', () => rows.list(ships, 'MLT')],
  ])('ends the fold when it is %s', (_, ask) => {
    rows.begin(7, 'known');
    expect(ask).toThrow('not at hand');
    expect(rows.missed.isEmpty).toBe(false);
  });

  test('counts as absent while guessing, and is unknown again afterwards', () => {
    rows.begin(7, 'guessing');
    expect(rows.get(ports, 'x')).toBeUndefined();
    rows.put(ports, 'x', 'there');
    rows.discard();
    expect([...(rows.missed.tables.get('ports')?.keys ?? [])]).toEqual(['x']);
    expect(rows.isAtHand({ table: ports, key: 'x' })).toBe(false);
  });
});

test('what is forgotten is at hand no more', async () => {
  rows.committed();
  expect([rows.size, rows.isAtHand({ table: ships, key: 'a' })]).toEqual([3, true]);
  await rows.forget();
  expect([rows.size, rows.isAtHand({ table: ships, key: 'a' })]).toEqual([0, false]);
  expect(rows.isAtHand({ table: ships, group: 'PAN' })).toBe(false);
});

describe('several steps of one record', () => {
  test('leave one version of a row', async () => {
    at(7, () => rows.put(ships, 'c', pan));
    at(7, () => rows.put(ships, 'c', { ...pan }));
    await expect(changes()).resolves.toEqual([{ table: 'ships', closed: [], opened: [['c', 7, null, pan]] }]);
  });

  test('end a stored version once', async () => {
    at(7, () => rows.put(ships, 'a', pan));
    at(7, () => rows.remove(ships, 'a'));
    await expect(changes()).resolves.toMatchObject([{ table: 'ships', closed: [['a', 5, 7]], opened: [] }]);
  });
});
