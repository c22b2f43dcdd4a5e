import type { Value } from '../decide/world.ts';
import type { Stretch } from '../decide/seconds.ts';
import { endsOf, occurredAt } from './dates.ts';
import type { Occurred } from './dates.ts';
import type { Registers, SourceEntry, TypeEntry } from './registers.ts';
import { sideOf } from './registers.ts';

/** A report's content as a record has it. */
export interface Content {
  readonly stance: 'asserts' | 'denies';
  readonly type: string;
  readonly participants?: readonly string[] | undefined;
  readonly actor?: string | null | undefined;
  readonly target?: string | null | undefined;
  readonly occurred: Occurred;
  readonly attributes: Readonly<Record<string, Written>>;
}

type Written = string | number | boolean | string[] | { from: string; to: string };

/** What one revision of a report says, by the registers that stood at its place. */
export interface Said {
  readonly recordId: string;
  readonly offset: number;
  readonly logTime: number;
  readonly stance: Content['stance'];
  readonly type: string;
  /** Part of an event: its type is known, its date can be read, it does not begin after its own log time. */
  readonly counts: boolean;
  readonly symmetric: boolean;
  readonly quorum: number;
  readonly participants: readonly string[];
  readonly actor: string | null;
  readonly target: string | null;
  readonly interval: Stretch;
  readonly attributes: Readonly<Record<string, Value>>;
  readonly of: string | null;
  /** Reports with one key tell of one event; null for what is coarser than a day. */
  readonly linkKey: string | null;
  readonly owner: string;
  /** Whether its source is official for the act's actor, and for anybody who takes part. */
  readonly official: readonly string[];
  readonly actorSide: readonly string[];
  readonly sides: readonly string[];
}

export interface Place {
  readonly id: string;
  readonly offset: number;
  readonly logTime: number;
}

export function saidBy(registers: Registers, place: Place, sourceName: string, content: Content): Said {
  const type = registers.types.get(content.type);
  const source = registers.sources.get(sourceName);
  const occurred = occurredAt(content.occurred, source?.zone);
  const interval = occurred?.interval ?? { from: 0, to: 0 };
  const parties = partiesOf(content, type?.symmetric ?? content.participants !== undefined);
  const attributes = type === undefined ? {} : readAll(content, type, content.occurred.zone ?? source?.zone);
  const side = (actor: string): readonly string[] => sideOf(registers, actor, [interval]);
  const named = [...parties.participants, parties.actor, parties.target].filter((each) => each !== null);
  const isAhead = content.stance === 'asserts' && interval.from * 1000 > place.logTime;
  const of = attributes['of'];
  return {
    recordId: place.id,
    offset: place.offset,
    logTime: place.logTime,
    stance: content.stance,
    type: content.type,
    counts: type !== undefined && occurred !== null && !isAhead,
    quorum: type?.quorum ?? 1,
    ...parties,
    interval,
    attributes,
    of: typeof of === 'string' ? of : null,
    linkKey: keyOf(type, { ...parties, attributes, day: occurred?.day ?? null }),
    ...speakerOf(source, sourceName),
    actorSide: parties.actor === null ? [] : side(parties.actor),
    sides: named.flatMap(side),
  };
}

type Parties = Pick<Said, 'symmetric' | 'participants' | 'actor' | 'target'>;

function partiesOf({ participants, actor = null, target = null }: Content, symmetric: boolean): Parties {
  if (!symmetric) return { symmetric, participants: [], actor, target };
  const named = participants ?? [actor, target].filter((each) => each !== null);
  return { symmetric, participants: [...new Set(named)].toSorted(), actor: null, target: null };
}

/** A source that nobody has registered owns itself and speaks for nobody. */
function speakerOf(source: SourceEntry | undefined, name: string): Pick<Said, 'owner' | 'official'> {
  return source === undefined
    ? { owner: name, official: [] }
    : { owner: source.owner, official: source.official };
}

type Keyed = Omit<Parties, 'symmetric'> & Pick<Said, 'attributes'> & { readonly day: string | null };

function keyOf(type: TypeEntry | undefined, of: Keyed): string | null {
  if (type === undefined || of.day === null) return null;
  const parties = type.symmetric ? of.participants : [of.actor, of.target];
  const attributes = type.linkAttributes.toSorted().map((name) => of.attributes[name] ?? null);
  return JSON.stringify([type.linkLevel, of.day, type.symmetric ? 'among' : 'by', parties, attributes]);
}

/** Attributes that the type's schema allows, in order of name; others are as if absent. */
function readAll({ attributes }: Content, type: TypeEntry, zone: string | undefined) {
  const names = Object.keys(attributes).toSorted();
  return Object.fromEntries(
    names.flatMap((name): [string, Value][] => {
      const [written, schema] = [attributes[name], type.attributes[name]];
      const value = written === undefined || schema === undefined ? null : readOne(written, schema, zone);
      return value === null ? [] : [[name, value]];
    }),
  );
}

function readOne(
  written: Written,
  schema: TypeEntry['attributes'][string],
  zone: string | undefined,
): Value | null {
  switch (schema.kind) {
    case 'text':
    case 'report':
      return typeof written === 'string' ? written : null;
    case 'boolean':
      return typeof written === 'boolean' ? written : null;
    case 'number':
      return readNumber(written, schema);
    case 'names':
      return Array.isArray(written) ? [...new Set(written)].toSorted() : null;
    case 'date':
      return readDate(written, zone);
  }
}

function readNumber(
  written: Written,
  { min, max }: { readonly min?: number | undefined; readonly max?: number | undefined },
): Value | null {
  if (typeof written !== 'number') return null;
  return written < (min ?? -Infinity) || written > (max ?? Infinity) ? null : written;
}

function readDate(written: Written, zone: string | undefined): Value | null {
  if (typeof written !== 'string' && (typeof written !== 'object' || Array.isArray(written))) return null;
  const ends = endsOf(written, zone);
  return ends === null ? null : { ends };
}
