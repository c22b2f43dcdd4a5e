import type pg from 'pg';

interface Statement {
  readonly text: string;
  readonly values: readonly unknown[] | undefined;
}

/** The statements that moved the checkpoints and wrote the rows, in order of their transactions. */
export class Statements {
  readonly #transactions: (readonly Statement[])[] = [];
  #isReplayed = false;

  /** Takes note of what goes through the pool's connections inside transactions that move a checkpoint. */
  listenTo(pool: pg.Pool): void {
    pool.on('connect', (client) => {
      const query: (...values: unknown[]) => unknown = client.query.bind(client);
      let open: Statement[] = [];
      const listening = (...values: unknown[]): unknown => {
        const [text, given] = values;
        if (typeof text === 'string') {
          if (text === 'begin') open = [];
          open.push({ text, values: Array.isArray(given) ? given : undefined });
          if (text === 'commit' && !this.#isReplayed && open[1]?.text.includes('.checkpoints set'))
            this.#transactions.push(open);
        }
        return query(...values);
      };
      Object.assign(client, { query: listening });
    });
  }

  /** Sends the same statements again, one after the other on one connection; milliseconds. */
  async replay(client: pg.ClientBase): Promise<number> {
    this.#isReplayed = true;
    const began = performance.now();
    for (const transaction of this.#transactions)
      for (const { text, values } of transaction) await client.query(text, values ? [...values] : undefined);
    return performance.now() - began;
  }
}
