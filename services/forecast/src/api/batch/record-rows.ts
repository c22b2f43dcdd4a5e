import { questionRecord } from '@casus/domain/records';
import { positionText } from '@casus/log';
import type { Position } from '@casus/log';
import type { Principal } from '@casus/platform/accounts';
import { rowIdOf } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { decisionsAt } from '../store/predictions.ts';
import { appendAll, placesInTables } from '../write/append.ts';
import { predictionRecord } from '../write/prediction.ts';
import type { RowResult } from '../shapes/prediction-batch.ts';
import type { GoodRow } from './check-rows.ts';
import { decided } from './row-result.ts';

/** Who sends a batch, under which id. */
export interface Batch {
  readonly writeId: string;
  readonly principal: Principal;
}

/** Of one append: 201 quantiles each are 2 MiB together. */
const recordsAtOnce = 200;
const waitMs = 2_000;

/** Records the rows, those of one question in the order of the batch, and says what the fold has decided of each. */
export async function recordRows(
  context: ApiContext,
  batch: Batch,
  rows: readonly GoodRow[],
): Promise<readonly RowResult[]> {
  const byQuestion = Map.groupBy(rows, ({ questionId }) => questionId);
  const appended = await Promise.allSettled(
    [...byQuestion.values()].map((group) => appendRows(context, batch, group)),
  );
  // a fault answers for the whole batch, once no append is in flight any more
  const written = appended.flatMap((group) => {
    if (group.status === 'rejected') throw group.reason;
    return group.value;
  });
  const reached = await waitForAll(context, written);
  const records = written.map(({ row, position }) => ({ id: rowIdOf(batch.writeId, row.row), position }));
  const places = await placesInTables(context, records);
  const found = await decisionsAt(
    context.pool,
    written.flatMap(({ questionId }, index) => {
      const position = places[index];
      return position ? [{ questionId, position }] : [];
    }),
  );
  return written.map(({ row, position }, index) => {
    const id = rowIdOf(batch.writeId, row.row);
    const prediction = found.get(positionText(places[index] ?? position));
    return prediction === undefined || !reached
      ? {
          status: 'pending',
          row: row.row,
          line: row.line,
          questionId: row.questionId,
          id,
          position: positionText(position),
        }
      : decided(row, id, { ...prediction, position: positionText(position) });
  });
}

/** A row that stands in the log. */
interface WrittenRow {
  readonly row: GoodRow;
  readonly questionId: string;
  readonly position: Position;
}

async function appendRows(
  context: ApiContext,
  { writeId, principal }: Batch,
  rows: readonly GoodRow[],
): Promise<readonly WrittenRow[]> {
  const written: WrittenRow[] = [];
  for (let from = 0; from < rows.length; from += recordsAtOnce) {
    const chunk = rows.slice(from, from + recordsAtOnce);
    const records = await Promise.all(
      chunk.map(async ({ row, questionId, body }) => {
        const id = rowIdOf(writeId, row);
        return questionRecord(
          id,
          await predictionRecord(context, { questionId, writeId: id, principal, body }),
        );
      }),
    );
    const positions = await appendAll(context, chunk[0]?.questionId ?? '', records);
    for (const [index, position] of positions.entries()) {
      const row = chunk[index];
      if (row) written.push({ row, questionId: row.questionId, position });
    }
  }
  return written;
}

/** Whether readers see the last record of each partition. */
async function waitForAll({ watch }: ApiContext, written: readonly WrittenRow[]): Promise<boolean> {
  const last = new Map<number, Position>();
  for (const { position } of written) {
    const before = last.get(position.partition);
    if (!before || before.offset < position.offset) last.set(position.partition, position);
  }
  const reached = await Promise.all([...last.values()].map((position) => watch.waitFor(position, waitMs)));
  return reached.every(Boolean);
}
