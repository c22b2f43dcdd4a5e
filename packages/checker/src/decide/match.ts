import type { ActorTest, AttributeTest, EventTerm, Pattern } from '@casus/claims/terms';
import { decided, least, most, opposite } from './three.ts';
import type { Three } from './three.ts';
import { hasAll, hasSome } from './seconds.ts';
import type { Bound, Choice, Chosen, Fact, Happening, Value, World } from './world.ts';

/** A fact as it stands in a case. */
interface Placed {
  readonly fact: Fact;
  readonly choice: Choice | undefined;
  readonly low: number;
  readonly high: number;
}

/** What a pattern yields of the facts, in their order. */
export function matching(world: World, pattern: Pattern): readonly Happening[] {
  return world.facts.flatMap((fact) => {
    const placed = placedIn(world, fact);
    const truth = placed === null ? 0 : matchOf(world, pattern, placed);
    if (placed === null || truth === 0) return [];
    const happened = placed.choice?.happened === true || fact.status === 'certain';
    return [{ facts: [fact], low: placed.low, high: placed.high, sure: happened && truth === 2 }];
  });
}

/** Whether a fact can match a pattern in some case, whatever its names stand for. */
export function canMatch(world: World, pattern: Pattern, fact: Fact): boolean {
  const { from, to } = fact.interval;
  const open: World = { ...world, choices: new Map(), names: new Map() };
  return matchOf(open, pattern, { fact, choice: undefined, low: from, high: to - 1 }) !== 0;
}

function placedIn({ choices }: World, fact: Fact): Placed | null {
  const choice = choices.get(fact.id);
  if (choice?.happened === false) return null;
  const { from, to } = choice?.within ?? fact.interval;
  return { fact, choice, low: from, high: to - 1 };
}

function matchOf(world: World, pattern: Pattern, placed: Placed): Three {
  const { fact } = placed;
  const types = typesOf(pattern);
  if (!types.some((type) => within(fact.type, type))) return 0;
  if (pattern.sources?.some((source) => fact.sources.includes(source)) === false) return 0;
  return least([
    actorIs(world, pattern.actor, fact.actor, placed),
    actorIs(world, pattern.target, fact.target, placed),
    crowdHas(world, pattern, placed),
    ...(pattern.where ?? []).map((test) => attributeIs(world, test, placed)),
  ]);
}

export function typesOf({ type }: Pattern): readonly string[] {
  return typeof type === 'string' ? [type] : type;
}

/** A type is within itself, what it is below of, and `*`. */
export function within(type: string, above: string): boolean {
  return above === '*' || `${type}.`.startsWith(`${above}.`);
}

function actorIs(world: World, test: ActorTest | undefined, actor: string | null, placed: Placed): Three {
  if (test === undefined) return 2;
  if (actor === null) return 0;
  const stands = (other: string): Three => {
    const when = world.standsFor(actor, other);
    const always = actor === other || hasAll(when, placed.low, placed.high);
    return decided(always, !hasSome(when, placed.low, placed.high));
  };
  if (typeof test === 'string') return stands(test);
  if ('in' in test) return most(test.in.map(stands));
  const [asked, isNot] = 'not' in test ? [test.not, true] : [test, false];
  const truth = typeof asked === 'string' ? stands(asked) : named(world, asked.var, { value: actor });
  return isNot && !(typeof asked === 'object' && !world.names.has(asked.var)) ? opposite(truth) : truth;
}

/** Each test takes a participant of its own. */
function crowdHas(world: World, { participants = [] }: Pattern, placed: Placed): Three {
  const table = participants.map((test) =>
    placed.fact.participants.map((actor) =>
      actorIs(world, typeof test === 'string' ? test : { in: test.in }, actor, placed),
    ),
  );
  return decided(canSeat(table, [], 2), !canSeat(table, [], 1));
}

function canSeat(table: readonly (readonly Three[])[], taken: readonly number[], enough: Three): boolean {
  const [row, ...rest] = table;
  if (row === undefined) return true;
  return row.some(
    (truth, seat) => truth >= enough && !taken.includes(seat) && canSeat(rest, [...taken, seat], enough),
  );
}

function attributeIs(world: World, test: AttributeTest, placed: Placed): Three {
  const value = attributeOf(placed, test.attribute);
  if ('in' in test) return most(test.in.map((each) => same(value, { value: each })));
  const [asked, isNot] = 'is' in test ? [test.is, false] : [test.not, true];
  if (typeof asked !== 'object') {
    const truth = same(value, { value: asked });
    return isNot ? opposite(truth) : truth;
  }
  if (!world.names.has(asked.var)) return 2;
  const truth = named(world, asked.var, value);
  return isNot ? opposite(truth) : truth;
}

/** A name that stands for nothing yet takes any value. */
function named({ names }: World, name: string, value: Bound): Three {
  return names.has(name) ? same(value, names.get(name) ?? null) : 2;
}

function same(a: Bound, b: Bound): Three {
  if (a === null || b === null) return 1;
  if ('other' in a || 'other' in b) return 'other' in a && 'other' in b ? 1 : 0;
  const others = [b.value].flat();
  return [a.value].flat().some((each) => others.includes(each)) ? 2 : 0;
}

function attributeOf({ fact, choice }: Placed, name: string): Bound {
  const chosen = choice?.attributes[name];
  if (chosen !== undefined) return chosen;
  const [only, ...more] = fact.attributes[name] ?? [];
  return only === undefined || more.length > 0 ? null : plain(only);
}

/** The value of an attribute in a case; null where it did not happen, or nobody knows. */
export function attributeIn(world: World, fact: Fact, name: string): Bound {
  const placed = placedIn(world, fact);
  return placed === null ? null : attributeOf(placed, name);
}

/** A date compares by its instant, where that is known. */
export function plain(value: Value): Chosen | null {
  if (typeof value !== 'object' || !('ends' in value)) return { value };
  const [only, ...more] = value.ends;
  return only === undefined || more.length > 0 ? null : { value: only };
}

/** The pattern that an event term rests on. */
function patternOf(term: EventTerm): Pattern {
  return term.op === 'match' ? term : patternOf(term.event);
}

/** What the names of a term's pattern stand for once it has yielded this; null: anything. */
export function namesBy(
  world: World,
  term: EventTerm,
  happening: Happening | null,
): ReadonlyMap<string, Bound> {
  const pattern = patternOf(term);
  const [fact, ...others] = happening?.facts ?? [];
  const placed = fact === undefined || others.length > 0 ? null : placedIn(world, fact);
  const names = new Map<string, Bound>();
  const bind = (test: unknown, value: () => Bound): void => {
    if (typeof test !== 'object' || test === null || !('var' in test)) return;
    names.set(String(test.var), placed === null ? null : value());
  };
  const actor = (name: string | null | undefined): Bound => (name ? { value: name } : null);
  bind(pattern.actor, () => actor(placed?.fact.actor));
  bind(pattern.target, () => actor(placed?.fact.target));
  for (const test of pattern.where ?? []) {
    if ('is' in test) bind(test.is, () => (placed === null ? null : attributeOf(placed, test.attribute)));
  }
  return names;
}
