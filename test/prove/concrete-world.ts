import type {
  ActorTest,
  AttributeTest,
  EventTerm,
  Fluent,
  Pattern,
  Scalar,
  Variable,
} from '@casus/claims/terms';
import { isWithin } from '@casus/domain/evidence';

/** One completed world, and which of its events a pattern matches. */

export interface ConcreteEvent {
  readonly id: string;
  readonly type: string;
  readonly actor: string | null;
  readonly target: string | null;
  readonly participants: readonly string[];
  readonly attributes: Readonly<Record<string, Scalar>>;
  /** Dates among the attributes, as the second at which they are over. */
  readonly dates: Readonly<Record<string, number>>;
  readonly root: string;
  /** Who asserts it. */
  readonly sources: readonly string[];
  readonly at: number;
  /** As reported, `[from, to)`: what ties look at. */
  readonly interval: readonly [number, number];
}

export interface World {
  readonly events: readonly ConcreteEvent[];
  /** The one dated affiliation: `deputy` stands for `of` in these seconds. */
  readonly deputy: {
    readonly actor: string;
    readonly of: string;
    readonly from: number;
    readonly to: number;
  };
  readonly variables: Readonly<Record<string, Scalar>>;
  readonly anchors: Readonly<Record<string, number>>;
  /** What was worked out in this very world already; another binding is another world. */
  readonly memo: Map<EventTerm | Fluent, unknown>;
}

/** A world in which nothing is bound yet. */
export function worldOf(events: readonly ConcreteEvent[], deputy: World['deputy']): World {
  return { events, deputy, variables: {}, anchors: {}, memo: new Map() };
}

/** The world with the variables of a term's pattern set to what an event gives them. */
export function bound(world: World, term: EventTerm, event: ConcreteEvent): World {
  if (term.op !== 'match') return bound(world, term.event, event);
  const variables: Record<string, Scalar> = { ...world.variables };
  const set = (test: unknown, value: Scalar | null): void => {
    if (isVariable(test) && value !== null) variables[test.var] = value;
  };
  set(term.actor, event.actor);
  set(term.target, event.target);
  for (const test of term.where ?? []) {
    if ('is' in test) set(test.is, event.attributes[test.attribute] ?? null);
  }
  return { ...world, variables, memo: new Map() };
}

function isVariable(test: unknown): test is Variable {
  return typeof test === 'object' && test !== null && 'var' in test;
}

export function matches(world: World, pattern: Pattern, event: ConcreteEvent): boolean {
  const types = typeof pattern.type === 'string' ? [pattern.type] : pattern.type;
  return (
    types.some((type) => isWithin(event.type, type)) &&
    actorMatches(world, pattern.actor, event.actor, event.at) &&
    actorMatches(world, pattern.target, event.target, event.at) &&
    participantsMatch(world, pattern.participants ?? [], event) &&
    (pattern.sources ?? event.sources).some((source) => event.sources.includes(source)) &&
    (pattern.where ?? []).every((test) => attributeMatches(world, test, event))
  );
}

function standsFor(world: World, actor: string, asked: string, at: number): boolean {
  const { deputy } = world;
  const deputises = deputy.actor === actor && deputy.of === asked && deputy.from <= at && at < deputy.to;
  return actor === asked || deputises;
}

function actorMatches(world: World, test: ActorTest | undefined, actor: string | null, at: number): boolean {
  if (test === undefined) return true;
  if (actor === null) return false;
  if (typeof test === 'string') return standsFor(world, actor, test, at);
  if ('in' in test) return test.in.some((asked) => standsFor(world, actor, asked, at));
  const asked = 'not' in test ? test.not : test;
  if (typeof asked === 'string') return !standsFor(world, actor, asked, at);
  const value = world.variables[asked.var];
  return value === undefined || (actor === value) === !('not' in test);
}

function participantsMatch(
  world: World,
  tests: NonNullable<Pattern['participants']>,
  event: ConcreteEvent,
): boolean {
  const [test, ...rest] = tests;
  if (test === undefined) return true;
  const asked = typeof test === 'string' ? [test] : test.in;
  return event.participants.some((actor, index) => {
    if (!asked.some((each) => standsFor(world, actor, each, event.at))) return false;
    const others = event.participants.filter((_, other) => other !== index);
    return participantsMatch(world, rest, { ...event, participants: others });
  });
}

function attributeMatches(world: World, test: AttributeTest, event: ConcreteEvent): boolean {
  const value = event.attributes[test.attribute];
  if ('in' in test) return value !== undefined && test.in.includes(value);
  const asked = 'is' in test ? test.is : test.not;
  const compared = typeof asked === 'object' ? world.variables[asked.var] : asked;
  return compared === undefined || (value === compared) === 'is' in test;
}
