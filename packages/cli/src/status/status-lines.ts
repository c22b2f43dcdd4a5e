import type { PartitionState } from '@casus/projection/operate';
import type { Generation, Status } from './read-status.ts';

const columns = [
  'generation',
  'state',
  'partition',
  'folded to',
  'lag',
  'lag s',
  'parked',
  'behind them',
  'last commit',
  'folded by',
];

/** The status for people; the last lines are what needs a hand. */
export function statusLines(status: Status, troubles: readonly string[]): readonly string[] {
  const { logId, logState, heads, generations, partitions, leases, bytes } = status;
  const sizes = Object.entries(bytes).map(([schema, size]) => `${schema} ${megabytes(size)} MB`);
  return [
    `Log ${logId}, ${logState}: world at ${heads.world.join(', ')}; questions at ${heads.questions.join(', ')}`,
    '',
    ...(partitions.length === 0 ? ['Nothing is folded yet.'] : table([columns, ...partitions.map(cellsOf)])),
    ...generations.flatMap((generation) => aboutFilling(generation, status)),
    '',
    leases.length === 0 ? 'No lease is held beside those of folding.' : 'Leases:',
    ...leases.map(({ name, owner }) => `  ${name}: ${owner}`),
    '',
    `On disk: ${sizes.join(', ')}`,
    '',
    troubles.length === 0 ? 'Nothing needs a hand.' : 'This needs a hand:',
    ...troubles.map((sentence) => `  ${sentence}`),
  ];
}

function cellsOf(own: PartitionState): readonly string[] {
  return [
    String(own.generation),
    own.state,
    `${own.topic}/${own.partition}`,
    String(own.next),
    String(own.lagRecords),
    own.lagSeconds.toFixed(1),
    String(own.parked),
    String(own.waiting),
    new Date(own.committedAt).toISOString(),
    own.owner ?? '-',
  ];
}

function aboutFilling(
  { number, state, goal, differences }: Generation,
  { partitions }: Status,
): readonly string[] {
  if (state === 'waiting') return [`Generation ${number} waits: ${differences} differences.`];
  if (state !== 'building') return [];
  const folded = partitions
    .filter(({ generation }) => generation === number)
    .reduce((sum, { next }) => sum + next, 0);
  const percent = goal ? Math.floor((100 * folded) / goal) : 0;
  return [`Generation ${number} is filled: ${folded} of ${goal ?? '?'} records, ${percent} %.`];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
