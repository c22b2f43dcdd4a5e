import type { EncodedBatch } from '../encode-batch.ts';
import type { Appended } from '../port.ts';

/** What became of one call: an answer for each distinct record, or why it was refused. */
export type Outcome = readonly Appended[] | Error;

/** Stores the batches of several calls in one transaction; ids are distinct over all of them. */
export type Send = (batches: readonly EncodedBatch[]) => Promise<readonly Outcome[]>;

interface Call {
  readonly batch: EncodedBatch;
  readonly resolve: (stored: readonly Appended[]) => void;
  readonly reject: (reason: unknown) => void;
}

/** At most about this much goes into one transaction; a single call may be larger. */
const sendRecordsLimit = 2_000;
const sendBytesLimit = 4 * 1024 * 1024;

/**
 * The appends of one partition: one transaction in flight takes all calls that came meanwhile, in order.
 * A call that names an id of an earlier one waits for the next transaction.
 */
export function makeAppendQueue(send: Send): (batch: EncodedBatch) => Promise<readonly Appended[]> {
  const waiting: Call[] = [];
  let draining = false;

  async function drain(): Promise<void> {
    draining = true;
    while (waiting.length > 0) {
      await settle(send, takeCalls(waiting));
      await callersTurn();
    }
    draining = false;
  }

  return (batch) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      if (!draining) void drain();
    });
}

/** Callers that were answered just now append again before the next transaction, not after it. */
function callersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function settle(send: Send, calls: readonly Call[]): Promise<void> {
  try {
    const outcomes = await send(calls.map(({ batch }) => batch));
    for (const [index, call] of calls.entries()) {
      const outcome = outcomes[index] ?? new TypeError('an append got no answer');
      if (outcome instanceof Error) call.reject(outcome);
      else call.resolve(outcome);
    }
  } catch (error) {
    for (const call of calls) call.reject(error);
  }
}

/** Removes from the front as many calls as fit into one transaction, at least one. */
function takeCalls(waiting: Call[]): readonly Call[] {
  const ids = new Set<string>();
  let bytes = 0;
  const end = waiting.findIndex(({ batch }, index) => {
    bytes += batch.bytes;
    if (index > 0 && (ids.size + batch.records.length > sendRecordsLimit || bytes > sendBytesLimit))
      return true;
    if (batch.records.some(({ id }) => ids.has(id))) return true;
    for (const { id } of batch.records) ids.add(id);
    return false;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}
