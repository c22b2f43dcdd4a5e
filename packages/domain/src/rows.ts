/**
 * What a fold reads and writes: keyed rows, synchronously. The same fold runs over rows in memory
 * (resolver, replay, tests) and over rows that a projector prefetches from Postgres; there a row that is
 * not at hand makes `get` throw, the runner loads it, and folds that record again from its start. So a
 * fold keeps nothing outside the rows, and writes nothing but through them.
 */

/** A kind of rows. `group` names the rows that can be listed together, such as all predictions of a question. */
export interface Table<Row> {
  readonly name: string;
  readonly group?: (row: Row) => string;
}

export interface Rows {
  get<Row>(table: Table<Row>, key: string): Row | undefined;
  /** All rows of a group, in order of key. */
  list<Row>(table: Table<Row>, group: string): readonly Row[];
  put<Row>(table: Table<Row>, key: string, row: Row): void;
  remove<Row>(table: Table<Row>, key: string): void;
}

/** A record as a fold gets it: each id once, in partition order, with the log's monotonic time. */
export interface Delivered {
  readonly position: {
    readonly topic: 'world' | 'questions';
    readonly partition: number;
    readonly offset: number;
  };
  readonly id: string;
  readonly type: string;
  readonly key: string;
  readonly data: unknown;
  /** Epoch milliseconds UTC; never falls within a partition. */
  readonly logTime: number;
  /** A later record of the partition gives it up. @default false */
  readonly givenUp?: boolean;
}
