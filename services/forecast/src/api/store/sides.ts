import type { ActorRow } from '@casus/domain/world';
import { standsFor } from '@casus/domain/world';
import { rowsOf } from '../view.ts';
import type { View } from '../view.ts';

/** Who acts for somebody, and when, as three columns: actors, and the times from and until as timestamptz. */
export interface Side {
  readonly actors: readonly string[];
  readonly since: readonly string[];
  readonly till: readonly string[];
}

/** The actor at all times, and everybody who stands for it by the registers of the view. */
export async function sideIn(view: View, actor: string): Promise<Side> {
  const { rows } = await view.db.query<{ row: ActorRow }>(
    `select data as row from ${rowsOf(view, 'actors')} as actor order by key`,
  );
  const register = new Map(rows.map(({ row }) => [row.actor, row]));
  const acting = [...register.keys()]
    .flatMap((each) => standsFor(each, (name) => register.get(name)))
    .filter(({ of }) => of === actor);
  const all = [{ actor, from: -Infinity, to: Infinity }, ...acting];
  return {
    actors: all.map((each) => each.actor),
    since: all.map(({ from }) => timestamp(from)),
    till: all.map(({ to }) => timestamp(to)),
  };
}

/** Postgres writes no year beyond four digits as ISO 8601 does; an affiliation without a date is for ever. */
function timestamp(second: number): string {
  if (second > lastSecond) return 'infinity';
  return second < firstSecond ? '-infinity' : new Date(second * 1000).toISOString();
}

const firstSecond = Date.parse('0001-01-01T00:00:00Z') / 1000;
const lastSecond = Date.parse('9999-12-31T23:59:59Z') / 1000;

/** Values of a side for {@link onSide}. */
export function sideValues({ actors, since, till }: Side): readonly unknown[] {
  return [actors, since, till];
}

/**
 * Condition that somebody of the side is named by an expression on `event`, an array of actors.
 * @param first number of the first of three parameters, {@link sideValues}
 */
export function onSide(named: string, first: number): string {
  return `exists (
    select from unnest($${first}::text[], $${first + 1}::timestamptz[], $${first + 2}::timestamptz[])
      as acting (actor, since, till)
    where acting.actor = any(${named})
      and acting.since < event.occurred_to and acting.till > event.occurred_from)`;
}
