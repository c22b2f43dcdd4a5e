import type { z } from 'zod';
import { dayNumber, secondOf, SECONDS_A_DAY } from '../dates/zone.ts';
import type {
  ActorRegistered,
  affiliation,
  fluentRegistered,
  SourceRegistered,
  TypeRegistered,
} from '../records/registers.ts';
import type { Delivered, Rows } from '../rows.ts';
import { actors, fluents, sources, types } from './tables.ts';
import type { DatedAffiliation } from './tables.ts';

/** UTC seconds before and after everything: what an affiliation without a date begins or ends with. */
const BEGINNING = -8_640_000_000_000;
const END = 8_640_000_000_000;

export function foldTypeRegistered(rows: Rows, data: TypeRegistered, { position }: Delivered): void {
  rows.put(types, data.type, { ...data, offset: position.offset });
}

export function foldSourceRegistered(rows: Rows, data: SourceRegistered, { position }: Delivered): void {
  rows.put(sources, data.source, { ...data, offset: position.offset });
}

export function foldActorRegistered(rows: Rows, data: ActorRegistered, { position }: Delivered): void {
  const affiliations = data.affiliations.map(datedAffiliation).filter(({ from, to }) => from < to);
  rows.put(actors, data.actor, { ...data, affiliations, offset: position.offset });
}

export function foldFluentRegistered(
  rows: Rows,
  data: z.infer<typeof fluentRegistered>,
  { position }: Delivered,
): void {
  rows.put(fluents, data.fluent, { ...data, offset: position.offset });
}

function datedAffiliation({ of, as, title, from, to }: z.infer<typeof affiliation>): DatedAffiliation {
  return { of, as, title: title ?? null, from: startOf(from) ?? BEGINNING, to: startOf(to) ?? END };
}

/** An instant, or the start of a day in UTC. */
function startOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const day = dayNumber(text);
  return day === undefined ? secondOf(text) : day * SECONDS_A_DAY;
}
