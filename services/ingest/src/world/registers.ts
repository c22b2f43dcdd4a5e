import { registerOf } from '@casus/domain/intake';
import type { Register } from '@casus/domain/intake';
import type { ActorRegistered } from '@casus/domain/records';
import type { SourceRow, TypeRow } from '@casus/domain/world';
import type { Pool } from 'pg';
import { z } from 'zod';
import { readRows } from './read-schema.ts';

/** The registers as readers see them. */
export interface Registers {
  readonly register: Register;
  /** In order of name. */
  readonly types: readonly TypeRow[];
  readonly sources: readonly SourceRow[];
}

const versionSql = `select (select number from read.generation) as generation,
  (select max(from_offset) from read.types) as types,
  (select max(from_offset) from read.actors) as actors, (select max(from_offset) from read.sources) as sources`;

/** Reads the registers anew only when a record has changed one of them, or readers see another generation. */
export function registersIn(pool: Pool): () => Promise<Registers> {
  let known: { readonly version: string; readonly registers: Registers } | undefined;
  return async () => {
    // first the version: rows that are newer than it are read again, never kept too long
    const version = JSON.stringify(await readRows(pool, versionSql));
    if (known?.version !== version) known = { version, registers: await readRegisters(pool) };
    return known.registers;
  };
}

async function readRegisters(pool: Pool): Promise<Registers> {
  const [types, actors, sources] = await Promise.all([
    entries<TypeRow>(pool, 'select data from read.types order by key'),
    entries<Pick<ActorRegistered, 'actor' | 'aliases'>>(pool, 'select data from read.actors order by key'),
    entries<SourceRow>(pool, 'select data from read.sources order by key'),
  ]);
  return { register: registerOf({ types, actors, sources }), types, sources };
}

const dataRows = z.array(z.object({ data: z.looseObject({}) }));

async function entries<Row>(pool: Pool, text: string): Promise<readonly Row[]> {
  const rows = dataRows.parse(await readRows(pool, text));
  // the view gives back what the fold of the world has put in
  return rows.map(({ data }) => data as Row);
}
