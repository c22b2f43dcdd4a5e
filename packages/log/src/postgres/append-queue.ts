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
 * With many callers a third of them is stored, a third waits at the server for its turn, and a third has its
 * answers and appends again, so that encoding and storing overlap: 0.8 of plain inserts with 128 callers,
 * where one transaction at a time gives 0.55.
 */
const transactionsInFlight = 3;
const sharedFrom = 64;
/** Fewer waiting calls than this are not worth a transaction while another one is in flight. */
const worthOneMore = 24;

/**
 * The appends of one partition: a transaction takes all calls that came while the one before was in flight,
 * in order. `send` keeps the order of what it is given. A call that names an id of an earlier one waits for
 * the next transaction.
 */
export function makeAppendQueue(send: Send): (batch: EncodedBatch) => Promise<readonly Appended[]> {
  const waiting: Call[] = [];
  let transactions = 0;
  let callsInFlight = 0;

  function start(): void {
    while (waiting.length > 0 && mayStart(transactions, waiting.length)) {
      const outstanding = waiting.length + callsInFlight;
      const share = outstanding < sharedFrom ? outstanding : Math.ceil(outstanding / transactionsInFlight);
      void run(takeCalls(waiting, share));
    }
  }

  async function run(calls: readonly Call[]): Promise<void> {
    transactions += 1;
    callsInFlight += calls.length;
    const answer = await store(send, calls);
    callsInFlight -= calls.length;
    answer();
    await callersTurn();
    transactions -= 1;
    start();
  }

  return (batch) =>
    new Promise((resolve, reject) => {
      waiting.push({ batch, resolve, reject });
      start();
    });
}

function mayStart(transactions: number, waiting: number): boolean {
  return transactions === 0 || (transactions < transactionsInFlight && waiting >= worthOneMore);
}

/** Callers that were answered just now append again before the next transaction begins, not after it. */
function callersTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** @returns what gives the callers their answers */
async function store(send: Send, calls: readonly Call[]): Promise<() => void> {
  try {
    const outcomes = await send(calls.map(({ batch }) => batch));
    return () => {
      for (const [index, call] of calls.entries()) settle(call, outcomes[index]);
    };
  } catch (error) {
    return () => {
      for (const { reject } of calls) reject(error);
    };
  }
}

function settle({ resolve, reject }: Call, outcome: Outcome | undefined): void {
  if (outcome === undefined) reject(new TypeError('an append got no answer'));
  else if (outcome instanceof Error) reject(outcome);
  else resolve(outcome);
}

/** Removes from the front as many calls as fit into one transaction, at least one, about `most` at most. */
function takeCalls(waiting: Call[], most: number): readonly Call[] {
  const ids = new Set<string>();
  let bytes = 0;
  const end = waiting.findIndex(({ batch }, index) => {
    bytes += batch.bytes;
    if (index >= most) return true;
    if (index > 0 && (ids.size + batch.records.length > sendRecordsLimit || bytes > sendBytesLimit))
      return true;
    if (batch.records.some(({ id }) => ids.has(id))) return true;
    for (const { id } of batch.records) ids.add(id);
    return false;
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}
