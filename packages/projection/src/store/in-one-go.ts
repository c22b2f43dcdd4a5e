import type pg from 'pg';

/**
 * Does works that send statements on one connection, none waiting for the answers to those before it: what a batch
 * changes costs one way to the server and back, not one a statement. Meant for a transaction, where the statements
 * after one that fails do nothing; none of them may be a COPY.
 * @throws what the first work, in their order, fails with, once all have ended
 */
export async function inOneGo(client: pg.ClientBase, works: readonly (() => Promise<void>)[]): Promise<void> {
  // pg looks at it at every query; between answers to all of them it may be changed
  Object.assign(client, { pipeline: true });
  const ends = await Promise.allSettled(works.map((work) => work()));
  Object.assign(client, { pipeline: false });
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
