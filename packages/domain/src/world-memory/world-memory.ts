import type { Evidence, WorldEvent } from '../evidence.ts';
import type { ActorRegistered, SourceRegistered, TypeRegistered } from '../records/registers.ts';
import type { Delivered } from '../rows.ts';
import { worldFolds } from '../parking/folds.ts';
import type { AllRows } from '../memory-rows.ts';
import { parkingFold } from '../parking/parking-fold.ts';
import type { Parkings } from '../parking/parking-fold.ts';
import { actors, counters, coverage, events, joins, reports, sources, types } from '../world/tables.ts';
import type { CoverageRow } from '../world/tables.ts';
import { changesOf, Namers, noChanges, touchedEvents } from './changes.ts';
import type { WorldChanges } from './changes.ts';
import { EventIndex } from './event-index.ts';
import { eventOf, evidenceOf } from './evidence-of.ts';
import type { WorldRows } from './evidence-of.ts';
import { Timeline } from './timeline.ts';
import { VersionedRows } from './versioned-rows.ts';

/** The world at one cut, to go on from. */
export interface WorldSnapshot {
  /** Offset of the next record. */
  readonly cut: number;
  /** Log time of the record before it, epoch milliseconds. */
  readonly logTime: number;
  readonly rows: AllRows;
}

/** What was asked lies before the snapshot from which a memory was begun: only reading from zero tells it. */
export class BeforeSnapshot extends Error {
  override readonly name = 'BeforeSnapshot';
}

/** The topic `world` folded in memory, readable at every cut that it has passed. */
export class WorldMemory {
  readonly #base: number;
  readonly #rows: VersionedRows;
  readonly #parkings: Parkings = new Map();
  readonly #fold: ReturnType<typeof parkingFold>;
  readonly #timeline = new Timeline();
  readonly #events: EventIndex;
  readonly #namers = new Namers();
  readonly #changes = new Map<number, WorldChanges>();
  readonly #coverageKeys = new Map<string, Set<string>>();

  /** @param from where to go on; nothing can be asked of what was before. @default the beginning */
  constructor(from?: WorldSnapshot) {
    this.#base = from?.cut ?? 0;
    this.#rows = new VersionedRows(from?.rows, this.#base - 1);
    this.#fold = parkingFold(this.#rows, worldFolds, this.#parkings);
    this.#events = new EventIndex(this.#rows);
    if (from === undefined) return;
    this.#timeline.add(from.cut - 1, from.logTime);
    for (const row of this.#rows.all(events)) this.#events.touch(row, from.cut - 1);
    for (const row of this.#rows.all(reports)) this.#namers.add(row);
    for (const [key, row] of from.rows.get(coverage.name) ?? [])
      this.#keepCoverageKey(key, row as CoverageRow);
  }

  /** The world as it stands, or null where it cannot be told by its rows: nothing was read, or records are parked. */
  snapshot(): WorldSnapshot | null {
    const { cut } = this;
    const isParked = [...this.#parkings.values()].some(({ size }) => size > 0);
    if (cut === 0 || isParked) return null;
    return { cut, logTime: this.#timeline.logTimeAt(cut - 1), rows: this.#rows.everything() };
  }

  /** Records come in order, each once. */
  fold(record: Delivered): void {
    const { offset } = record.position;
    this.#rows.begin(offset);
    this.#timeline.add(offset, record.logTime);
    this.#fold(record);
    const touched = touchedEvents(this.#rows, this.#namers);
    for (const row of touched) this.#events.touch(row, offset);
    const changes = changesOf(this.#rows, touched);
    if (changes !== noChanges) this.#changes.set(offset, changes);
    this.#keepCoverageKeys();
  }

  /** Offset of the next record: the cut of all that was folded. */
  get cut(): number {
    return this.#timeline.next;
  }

  /** What was known in the prefix before the cut. */
  evidenceAt(cut: number): Evidence {
    this.#reachesBackTo(cut);
    return evidenceOf(this.#rowsAt(cut));
  }

  /** An event as it stands now; undefined for one that never was, or is retracted. */
  eventNow(eventId: string): WorldEvent | undefined {
    return this.eventAt(eventId, this.cut);
  }

  /** An event in the prefix before the cut. */
  eventAt(eventId: string, cut: number): WorldEvent | undefined {
    this.#reachesBackTo(cut);
    const row = this.#rows.getAt(events, eventId, cut);
    return row && eventOf(row, this.#rowsAt(cut));
  }

  #rowsAt(cut: number): WorldRows {
    const rows = this.#rows;
    return {
      cut,
      logTime: this.#timeline.logTimeAt(cut - 1),
      eventTypes: this.#events.types,
      events: (type) => this.#events.eventsAt(type, cut),
      report: (reportId) => rows.getAt(reports, reportId, cut),
      join: (node) => rows.getAt(joins, node, cut),
      coverage: (source) =>
        [...(this.#coverageKeys.get(source) ?? [])].flatMap((key) => rows.getAt(coverage, key, cut) ?? []),
      actor: (actor) => rows.getAt(actors, actor, cut),
      type: (type) => rows.getAt(types, type, cut),
      counter: (counter) => rows.getAt(counters, counter, cut)?.count ?? 0,
    };
  }

  /** What the record at the offset changed, for finding the questions that it touches. */
  changesAt(offset: number): WorldChanges {
    this.#reachesBackTo(offset);
    return this.#changes.get(offset) ?? noChanges;
  }

  /** Log time (epoch ms) of the record at the offset, or of the last before it; 0 before the first. */
  logTimeAt(offset: number): number {
    return this.#timeline.logTimeAt(offset);
  }

  /** Cut of the longest prefix whose records all have a log time of at most `time` (epoch ms). */
  offsetAtTime(time: number): number {
    const cut = this.#timeline.cutUntil(time);
    this.#reachesBackTo(cut);
    return cut;
  }

  /** @throws {BeforeSnapshot} */
  #reachesBackTo(cut: number): void {
    if (cut < this.#base) throw new BeforeSnapshot(`${cut} lies before the snapshot at ${this.#base}`);
  }

  /** The registers as they stand now, as intake takes them. */
  registers(): {
    readonly types: readonly TypeRegistered[];
    readonly actors: readonly Pick<ActorRegistered, 'actor' | 'aliases'>[];
    readonly sources: readonly SourceRegistered[];
  } {
    return { types: this.#rows.all(types), actors: this.#rows.all(actors), sources: this.#rows.all(sources) };
  }

  /** Keys are known by what the last record changed: rows of coverage are never removed. */
  #keepCoverageKeys(): void {
    for (const { key, after } of this.#rows.changes(coverage)) {
      if (after !== undefined) this.#keepCoverageKey(key, after);
    }
  }

  #keepCoverageKey(key: string, { source }: CoverageRow): void {
    const keys = this.#coverageKeys.get(source) ?? new Set();
    this.#coverageKeys.set(source, keys.add(key));
  }
}
