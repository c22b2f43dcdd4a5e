import type { Database } from '../read/cut.ts';

/** What an operator asks of whoever folds. */
export interface Order {
  readonly id: number;
  readonly kind: 'rebuild' | 'accept' | 'rollback' | 'retry';
  /** Of the parked record to try again. */
  readonly position: string | null;
}

export interface AnsweredOrder extends Order {
  readonly state: 'asked' | 'done' | 'refused';
  readonly answer: string | null;
}

/** Asks; a projector takes the order up within a second. */
export async function ask(
  db: Database,
  kind: Order['kind'],
  position: string | null = null,
): Promise<number> {
  const { rows } = await db.query<{ id: string }>(
    'insert into projection.orders (kind, position) values ($1, $2) returning id',
    [kind, position],
  );
  return Number(rows[0]?.id);
}

export async function readOrder(db: Database, id: number): Promise<AnsweredOrder | undefined> {
  const { rows } = await db.query<AnsweredOrder>(
    'select id, kind, position, state, answer from projection.orders where id = $1',
    [id],
  );
  return rows[0];
}

export async function nextOrder(db: Database): Promise<Order | undefined> {
  const { rows } = await db.query<Order>(
    `select id, kind, position from projection.orders where state = 'asked' order by id limit 1`,
  );
  return rows[0];
}

export async function answer(
  db: Database,
  { id }: Order,
  { state, text }: { readonly state: 'done' | 'refused'; readonly text: string },
): Promise<void> {
  await db.query(`update projection.orders set state = $2, answer = $3 where id = $1 and state = 'asked'`, [
    id,
    state,
    text,
  ]);
}
