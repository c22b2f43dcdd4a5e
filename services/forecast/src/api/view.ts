import { parsePosition, positionText } from '@casus/log';
import { Problem } from '@casus/platform/http';
import { cutAt, cutNow, readSnapshot, standsAt } from '@casus/projection';
import type { Cut as ProjectedCut, Database } from '@casus/projection';
import type { ApiContext } from './context.ts';
import { asOfMs } from './shapes/cut.ts';
import type { Cut } from './shapes/cut.ts';
import { isoOrNull } from './times.ts';

/** One snapshot of the read schema: as it is, or as it was known at a time. */
export interface View {
  readonly db: Database;
  readonly cut: ProjectedCut;
  /** Epoch milliseconds; null for the present. */
  readonly asOf: number | null;
  /** Epoch milliseconds of the moment that the view shows. */
  readonly moment: number;
  /** Epoch milliseconds of the request: what a reader may see is decided by today's rule. */
  readonly today: number;
}

/** What a request says about the state that it wants to read. */
export interface Wanted {
  readonly query?: { readonly asOf?: string | undefined };
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/**
 * Reads in one snapshot, after the position that `Casus-Position` names, and adds the cut to the answer. It holds a
 * connection meanwhile: what needs another one, such as texts, comes afterwards, or a full pool would wait for itself.
 * @throws {Problem} `invalid-request` for a malformed position, `unavailable` where it is not reached in time
 */
export async function readView<Answer extends object>(
  context: ApiContext,
  wanted: Wanted,
  read: (view: View) => Promise<Answer>,
): Promise<Answer & { cut: Cut }> {
  await awaitPosition(context, wanted.headers['casus-position']);
  const view = viewOf(context, wanted);
  return readSnapshot(context.pool, async (db) => {
    const cut = await cutOf(db, view.asOf);
    const answer = await read({ ...view, db, cut });
    return { ...answer, cut: shownCut(cut, view.asOf) };
  });
}

/** A page of a list; `next` is what the one after it starts from, null where it is the last. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** A view without its connection: a cut that later snapshots can read again, by the history. */
export type Pinned = Omit<View, 'db'>;

/** The cut that a request is about, to be read in more than one snapshot. @throws {Problem} as {@link readView} */
export async function pin(context: ApiContext, wanted: Wanted): Promise<Pinned> {
  await awaitPosition(context, wanted.headers['casus-position']);
  const { asOf, moment, today } = viewOf(context, wanted);
  const cut = await readSnapshot(context.pool, (db) => cutOf(db, asOf));
  return { cut, asOf: asOf ?? today, moment, today };
}

export async function readPinned<Answer>(
  { pool }: ApiContext,
  pinned: Pinned,
  read: (view: View) => Promise<Answer>,
): Promise<Answer> {
  return readSnapshot(pool, (db) => read({ ...pinned, db }));
}

/**
 * Reads a list page by page, each in a snapshot of its own, so that whoever takes long to receive it holds no
 * connection. `after` is the `next` of the page before.
 */
export async function* pagesAt<Item>(
  context: ApiContext,
  pinned: Pinned,
  read: (view: View, after: string | undefined) => Promise<ListPage<Item>>,
): AsyncGenerator<readonly Item[], void> {
  let next: string | null | undefined;
  while (next !== null) {
    const page: ListPage<Item> = await readPinned(context, pinned, (view) => read(view, next ?? undefined));
    yield page.items;
    next = page.next;
  }
}

function viewOf(context: ApiContext, { query }: Wanted): Omit<View, 'db' | 'cut'> {
  const asOf = query?.asOf === undefined ? null : asOfMs(query.asOf);
  const today = context.clock();
  return { asOf, moment: asOf ?? today, today };
}

function cutOf(db: Database, asOf: number | null): Promise<ProjectedCut> {
  return asOf === null ? cutNow(db) : cutAt(db, asOf);
}

export function shownCut({ world, questions, final, stale }: ProjectedCut, asOf: number | null): Cut {
  return { asOf: isoOrNull(asOf), world: world[0] ?? 0, questions: [...questions], final, stale };
}

async function awaitPosition({ watch }: ApiContext, header: string | string[] | undefined): Promise<void> {
  if (header === undefined) return;
  const position = typeof header === 'string' ? parsePosition(header) : undefined;
  if (!position) {
    const expected = 'a position such as questions/3@1042';
    throw new Problem('invalid-request', 'The header Casus-Position is not valid.', {
      errors: [{ in: 'header', field: 'Casus-Position', expected, message: `expected ${expected}` }],
    });
  }
  if (await watch.waitFor(position)) return;
  throw new Problem('unavailable', `${positionText(position)} is not to be read yet.`, {
    headers: { 'retry-after': '1' },
  });
}

const worldTables = [
  'reports',
  'revisions',
  'events',
  'joins',
  'coverage',
  'types',
  'actors',
  'sources',
  'unreadable',
  'counters',
] as const;
type WorldTable = (typeof worldTables)[number];
type QuestionsTable = 'predictions' | 'forecasts' | 'scores' | 'scored' | 'tournaments';

/** The rows of a table that stand in the view, as something to select from. */
export function rowsOf({ cut, asOf }: View, table: WorldTable | QuestionsTable): string {
  if (asOf === null) return `read.${table}`;
  const topic = (worldTables as readonly string[]).includes(table) ? cut.world : cut.questions;
  return `(select * from read.${table}_history as version where ${standsAt('version', offsetsSql(topic))})`;
}

/** Offsets by partition as an SQL array; they come from the cut, never from a request. */
export function offsetsSql(offsets: readonly number[]): string {
  return `'{${offsets.join(',')}}'::bigint[]`;
}

/** Condition that a version was written before the view's cut, for tables that are a history in themselves. */
export function writtenBefore(alias: string, { cut }: View): string {
  return `${alias}.from_offset < (${offsetsSql(cut.questions)})[${alias}.partition + 1]`;
}
