import pg from 'pg';

/** One connection that runs statements in the order in which they come. */
export interface Writer extends AsyncDisposable {
  /**
   * Sends the statement at once, behind those that are still under way; each is a transaction of its own. When
   * the connection breaks all of them fail, and the next one connects again.
   */
  query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>>;
}

/** A server that does not answer for so long is taken for gone. */
const answerTimeoutMs = 60_000;

/** Connects with the first statement. Disposing waits for what is under way. */
export function makeWriter(config: pg.ClientConfig): Writer {
  let current: Promise<pg.Client> | undefined;
  let closed = false;

  function connection(): Promise<pg.Client> {
    if (closed) throw new Error('the log is closed');
    if (current !== undefined) return current;
    const { password } = config; // a pool's options do not enumerate it
    const client = new pg.Client({ ...config, password, pipeline: true, query_timeout: answerTimeoutMs });
    const connecting = client.connect().then(() => client);
    const forget = (): void => {
      if (current === connecting) current = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    connecting.catch(forget);
    current = connecting;
    return connecting;
  }

  return {
    async query<Row extends pg.QueryResultRow>(statement: pg.QueryConfig): Promise<pg.QueryResult<Row>> {
      const client = await connection();
      return client.query<Row>(statement);
    },
    async [Symbol.asyncDispose]() {
      closed = true;
      const client = await current?.catch(() => undefined);
      await client?.query('select').catch(() => undefined); // answered behind all others
      await client?.end();
    },
  };
}
