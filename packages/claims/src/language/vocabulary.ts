import { isWithin } from '@casus/domain/evidence';
import type { KnownActors } from './actor-names.ts';
import type { Refusal } from './draft.ts';
import { didYouMean } from './nearest-word.ts';

/** What the registers say of a type. */
export interface KnownType {
  readonly type: string;
  readonly attributes: Readonly<
    Record<
      string,
      { readonly kind: string; readonly min?: number | undefined; readonly max?: number | undefined }
    >
  >;
}

/** What a claim is compiled against; whatever is left out is not checked. */
export interface Vocabulary {
  /** When the question opens, UTC seconds: what `from: 'opening'` stands for. */
  readonly opensAt?: number;
  readonly types?: readonly KnownType[];
  /** Named states, as written: what `{ op: 'named', name }` stands for. */
  readonly fluents?: ReadonlyMap<string, unknown>;
  /** What actors are called: aliases stand for their ids. */
  readonly actors?: KnownActors;
  /** Ids of sources. */
  readonly sources?: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

interface Place {
  readonly path: string;
  readonly refusals: Refusal[];
}

/** Refuses what the registers do not know of a pattern: its types, and the attributes that it tests. */
export function checkPattern(node: Json, { path, refusals }: Place, known: readonly KnownType[]): void {
  const named = typesNamed(node);
  for (const [index, type] of named.entries()) {
    if (type === '*' || known.some((each) => isWithin(each.type, type))) continue;
    const place = Array.isArray(node['type']) ? `${path}/type/${index}` : `${path}/type`;
    const types = known.map((each) => each.type);
    const message = `expected a registered type; got ${type}${didYouMean(type, types)}`;
    refusals.push({ path: place, message });
  }
  const valid = [...new Set(typesWithin(named, known).flatMap((each) => Object.keys(each.attributes)))];
  for (const [index, name] of attributesTested(node).entries()) {
    if (valid.includes(name)) continue;
    const expected = `expected an attribute of ${named.join(' or ')} (${valid.join(', ') || 'none'})`;
    const message = `${expected}; got ${name}${didYouMean(name, valid)}`;
    refusals.push({ path: `${path}/where/${index}/attribute`, message });
  }
}

/** Refuses sources that nobody registered, of a pattern that asks for some. */
export function checkSources(node: Json, { path, refusals }: Place, known: readonly string[]): void {
  for (const [index, source] of [node['sources'] ?? []].flat().entries()) {
    if (typeof source !== 'string' || known.includes(source)) continue;
    const message = `expected a registered source; got ${source}${didYouMean(source, known)}`;
    refusals.push({ path: `${path}/sources/${index}`, message });
  }
}

/** The state that a name stands for; undefined for one that nobody registered. */
export function namedFluent(
  node: Json,
  { path, refusals }: Place,
  fluents: ReadonlyMap<string, unknown>,
): unknown {
  const name = String(node['name']);
  if (fluents.has(name)) return fluents.get(name);
  const nearest = didYouMean(name, [...fluents.keys()]);
  refusals.push({ path: `${path}/name`, message: `expected a registered state; got ${name}${nearest}` });
  return undefined;
}

/** A sum with the range that its types state for the attribute. */
export function withRange(node: Json, { path, refusals }: Place, known: readonly KnownType[]): Json {
  const attribute = String(node['attribute']);
  const types = typesWithin(typesNamed(patternIn(node['event'])), known);
  const bounds = types.map(({ attributes }) => attributes[attribute]);
  const least = bounds.map((each) => each?.min ?? -Infinity);
  const most = bounds.map((each) => each?.max ?? Infinity);
  const range = { min: Math.min(...least), max: Math.max(...most) };
  if (Number.isFinite(range.min) && Number.isFinite(range.max)) return { ...node, range };
  const message = `expected a number of all these types, with a least and a greatest value; got ${attribute}`;
  refusals.push({ path: `${path}/attribute`, message });
  return { ...node, range: { min: 0, max: 0 } };
}

/** The pattern that an event term rests on, as far as it is one. */
function patternIn(event: unknown): Json {
  if (typeof event !== 'object' || event === null) return {};
  const node = event as Json;
  return node['op'] === 'match' ? node : patternIn(node['event']);
}

function typesNamed(node: Json): readonly string[] {
  return [node['type']].flat().filter((each) => typeof each === 'string');
}

function typesWithin(named: readonly string[], known: readonly KnownType[]): readonly KnownType[] {
  return known.filter((each) => named.some((type) => isWithin(each.type, type)));
}

function attributesTested(node: Json): readonly string[] {
  const where: unknown = node['where'];
  if (!Array.isArray(where)) return [];
  return where.map((test: unknown) => String((test as Json | null)?.['attribute']));
}
