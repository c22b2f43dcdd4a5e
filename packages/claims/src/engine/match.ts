import type { AttributeValue, Evidence, WorldEvent } from '@casus/domain/evidence';
import type { ActorTest, AttributeTest, ParticipantTest, Pattern, Scalar } from '../language/terms.ts';
import { equalVariables, isClosed, unequalVariables } from '../language/walk.ts';
import { containsAll, meets, unionOf } from '../time/interval-set.ts';
import { otherValue } from './model.ts';
import type { Binding, Bound, CellEvent, Completed, Doubt, Frame, Match } from './model.ts';
import { eventsOfTypes } from './frame.ts';
import type { Truth } from './truth.ts';
import { allOf, anyOf, notOf } from './truth.ts';

/** Events that can match a pattern in some completion, whatever its variables stand for; in order of time. */
export function candidatesOf(
  frame: Pick<Frame, 'evidence' | 'shared'>,
  pattern: Pattern,
): readonly WorldEvent[] {
  const known = frame.shared.candidates.get(pattern);
  if (known !== undefined) return known;
  const { reach } = frame.shared;
  const found = eventsOfTypes(frame.evidence, pattern).filter((event) => {
    const { from, to } = event.interval;
    if (to <= reach.from || from >= reach.to) return false;
    return openMatch(frame.evidence, pattern, event).truth !== 'no';
  });
  const sorted = found.toSorted(inOrderOfTime);
  frame.shared.candidates.set(pattern, sorted);
  return sorted;
}

/** The match of an event about which nothing has been chosen, whatever the variables stand for. */
export function openMatch(evidence: Scene['evidence'], pattern: Pattern, event: WorldEvent): Match {
  const { from, to } = event.interval;
  const whole: CellEvent = { event, low: from, high: to - 1, sure: false, choice: {} };
  return matchOf({ evidence, variables: new Map() }, pattern, whole);
}

/** What of a frame a match depends on. */
interface Scene {
  readonly evidence: Pick<Evidence, 'affiliationsOf'>;
  readonly variables: Frame['variables'];
}

/** The order in which certificates list events; ids only break ties. */
export function inOrderOfTime(a: WorldEvent, b: WorldEvent): number {
  const apart = a.interval.from - b.interval.from || a.interval.to - b.interval.to;
  return apart !== 0 ? apart : Number(a.id > b.id) - Number(a.id < b.id);
}

/** The match of an event as it stands in a cell. */
export function matchIn(frame: Frame, pattern: Pattern, each: CellEvent): Match {
  if (frame.cell.has(each.event.id) || !isClosed(pattern)) return matchOf(frame, pattern, each);
  const matches = frame.shared.matches.get(pattern) ?? new Map<string, Match>();
  frame.shared.matches.set(pattern, matches);
  const match = matches.get(each.event.id) ?? matchOf(frame, pattern, each);
  matches.set(each.event.id, match);
  return match;
}

function matchOf(frame: Scene, pattern: Pattern, each: CellEvent): Match {
  const actors = allOf([
    actorTruth(frame, pattern.actor, each.event.actor, each),
    actorTruth(frame, pattern.target, each.event.target, each),
    participantsTruth(frame, pattern.participants ?? [], each),
  ]);
  if (!isFrom(pattern.sources, each)) return { truth: 'no', doubts: [] };
  const tests = (pattern.where ?? []).map((test) => ({ test, truth: attributeTruth(frame, test, each) }));
  const truth = allOf([actors, ...tests.map((test) => test.truth)]);
  if (truth !== 'maybe') return { truth, doubts: [] };
  const instant: Doubt[] = actors === 'maybe' ? [{ kind: 'instant', event: each.event }] : [];
  const attributes = tests
    .filter((test) => test.truth === 'maybe')
    .map(({ test }): Doubt => ({ kind: 'attribute', event: each.event, attribute: test.attribute }));
  const variables = [...equalVariables(pattern), ...unequalVariables(pattern)];
  const bindings = variables.map((name) => frame.variables.get(name)?.doubts ?? []);
  return { truth, doubts: [...instant, ...attributes, ...bindings] };
}

/** Whether one of the sources asserts it, where a pattern asks for that. */
function isFrom(sources: Pattern['sources'], { event }: CellEvent): boolean {
  if (sources === undefined) return true;
  return event.reports.some(({ stance, source }) => stance === 'asserts' && sources.includes(source));
}

function actorTruth(frame: Scene, test: ActorTest | undefined, actor: string | null, each: CellEvent): Truth {
  if (test === undefined) return 'yes';
  if (actor === null) return 'no';
  if (typeof test === 'string') return standsFor(frame, actor, test, each);
  if ('in' in test) return anyOf(test.in.map((id) => standsFor(frame, actor, id, each)));
  const compared = 'not' in test ? test.not : test;
  if (typeof compared === 'string') return notOf(standsFor(frame, actor, compared, each));
  return sameAsVariable(actor, frame.variables.get(compared.var), 'not' in test);
}

/** Whether an actor is the one asked for, or stands for it at the time of the event. */
function standsFor(frame: Scene, actor: string, asked: string, { low, high }: CellEvent): Truth {
  if (actor === asked) return 'yes';
  const terms = unionOf(frame.evidence.affiliationsOf(actor).filter((each) => each.of === asked));
  if (containsAll(terms, low, high)) return 'yes';
  return meets(terms, low, high) ? 'maybe' : 'no';
}

function participantsTruth(frame: Scene, tests: readonly ParticipantTest[], each: CellEvent): Truth {
  if (tests.length === 0) return 'yes';
  const table = tests.map((test) =>
    each.event.participants.map((actor) =>
      anyOf((typeof test === 'string' ? [test] : test.in).map((id) => standsFor(frame, actor, id, each))),
    ),
  );
  if (canAssign(table, (truth) => truth === 'yes')) return 'yes';
  return canAssign(table, (truth) => truth !== 'no') ? 'maybe' : 'no';
}

/** Whether each row can have a column of its own among those allowed. */
function canAssign(table: readonly (readonly Truth[])[], allowed: (truth: Truth) => boolean): boolean {
  const taken = new Map<number, number>();
  const place = (row: number, seen: Set<number>): boolean => {
    const columns = table[row] ?? [];
    return columns.some((truth, column) => {
      if (!allowed(truth) || seen.has(column)) return false;
      seen.add(column);
      const holder = taken.get(column);
      if (holder !== undefined && !place(holder, seen)) return false;
      taken.set(column, row);
      return true;
    });
  };
  return table.every((_, row) => place(row, new Set()));
}

function attributeTruth(frame: Scene, test: AttributeTest, each: CellEvent): Truth {
  const value = attributeOf(each, test.attribute);
  if ('in' in test) return anyOf(test.in.map((constant) => sameAs(constant, value)));
  const compared = 'is' in test ? test.is : test.not;
  if (typeof compared === 'object') {
    return sameAsVariable(value, frame.variables.get(compared.var), 'not' in test);
  }
  const same = sameAs(compared, value);
  return 'is' in test ? same : notOf(same);
}

/** A variable that nothing has bound yet is bound by this event: any value will do. */
function sameAsVariable(value: Bound, binding: Binding | undefined, negated: boolean): Truth {
  if (binding === undefined) return 'yes';
  const same = value === null ? 'maybe' : sameAs(value, binding.value);
  return negated ? notOf(same) : same;
}

/** Null stands for a value that is not known. */
function sameAs(value: Completed, bound: Bound): Truth {
  if (bound === null) return 'maybe';
  if (value === otherValue || bound === otherValue) return value === bound ? 'maybe' : 'no';
  const [some, others] = [listOf(value), listOf(bound)];
  return some.some((each) => others.includes(each)) ? 'yes' : 'no';
}

function listOf(value: Scalar | readonly string[]): readonly Scalar[] {
  return typeof value === 'object' ? value : [value];
}

/** The value of an attribute in a cell; null where reports give none or disagree. */
export function attributeOf(each: CellEvent, attribute: string): Bound {
  const chosen = each.choice.attributes?.[attribute];
  if (chosen !== undefined) return chosen;
  const values = each.event.attributes[attribute] ?? [];
  const [only] = values;
  return values.length === 1 && only !== undefined ? comparable(only) : null;
}

/** A date compares by its instants, as numbers. */
export function comparable(value: AttributeValue): Bound {
  if (typeof value !== 'object' || !('ends' in value)) return value;
  const [only] = value.ends;
  return value.ends.length === 1 && only !== undefined ? only : null;
}

/** What the variables of a pattern stand for when an event matches it. */
export function bindingsOf(pattern: Pattern, each: CellEvent): ReadonlyMap<string, Binding> {
  const bound = new Map<string, Binding>();
  const actors: [ActorTest | undefined, string | null][] = [
    [pattern.actor, each.event.actor],
    [pattern.target, each.event.target],
  ];
  for (const [test, actor] of actors) {
    if (typeof test === 'object' && 'var' in test) bound.set(test.var, { value: actor, doubts: [] });
  }
  for (const test of pattern.where ?? []) {
    if (!('is' in test) || typeof test.is !== 'object') continue;
    const value = attributeOf(each, test.attribute);
    const doubt: Doubt = { kind: 'attribute', event: each.event, attribute: test.attribute };
    bound.set(test.is.var, { value, doubts: value === null ? [doubt] : [] });
  }
  return bound;
}
