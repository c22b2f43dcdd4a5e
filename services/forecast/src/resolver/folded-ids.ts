import type { LogRecord } from '@casus/log';

/** Ids that a reader has folded, 16 bytes each, for a log that may give one again. */
export class FoldedIds {
  readonly #ids: Set<string>;

  constructor(ids: Iterable<string> = []) {
    this.#ids = new Set(ids);
  }

  /** All of them, in short; not to be changed. */
  get all(): ReadonlySet<string> {
    return this.#ids;
  }

  /** Those of the records that came before. */
  known(records: readonly LogRecord[]): ReadonlySet<string> {
    return new Set(records.map(({ id }) => id).filter((id) => this.#ids.has(short(id))));
  }

  add(records: readonly LogRecord[]): void {
    for (const { id } of records) this.#ids.add(short(id));
  }
}

/** The bytes of a UUID as characters. */
function short(id: string): string {
  return Buffer.from(id.replaceAll('-', ''), 'hex').toString('latin1');
}
