import { longestSeconds, refuseDurations, refuseMeasure } from './measure-limits.ts';
import type { Asked, EventTerm, Fluent, Term } from './terms.ts';
import { equalVariables, nodesOf, patternsOf, unequalVariables } from './walk.ts';
import type { Placed } from './walk.ts';
import { mostTerms } from './draft.ts';
import type { Refusal } from './draft.ts';

/** What a claim may cost at most. */
const limits = {
  nodes: mostTerms,
  holdsInFluent: 4,
  joinedPatterns: 2,
} as const;

/** What the schema cannot say: sizes, order of bounds, and that every name is bound before it is used. */
export function refusalsOf(claim: Asked): readonly Refusal[] {
  const placed = nodesOf(claim);
  if (placed.length > limits.nodes) {
    return [{ path: '', message: `expected at most ${limits.nodes} terms, got ${placed.length}` }];
  }
  return [...placed.flatMap(refuseNode), ...refuseScopes(claim)];
}

function refuseNode(each: Placed): readonly Refusal[] {
  const { node } = each;
  const holds = 'fluent' in node ? refuseHolds(each, node.fluent) : [];
  return [...holds, ...refuseDurations(each), ...refuseShape(each)];
}

/** What is wrong with a node of its own kind. */
function refuseShape(each: Placed): readonly Refusal[] {
  const { node } = each;
  if (node.op === 'between') return refuseBounds(each, node);
  if (node.op === 'relative') return refuseDelays(each, node);
  if (node.op === 'after') return [...refuseDelays(each, node), ...refuseJoin(each, node)];
  return node.op === 'distinct' || node.op === 'sum' || node.op === 'maxRun' ? refuseMeasure(each, node) : [];
}

const [firstSecond, lastSecond] = [-62_135_596_800, 253_402_300_800];

function refuseBounds({ path }: Placed, window: { from: number; until: number }): readonly Refusal[] {
  if (window.from >= window.until) return [{ path, message: 'expected a window that ends after it begins' }];
  if (window.from < firstSecond || window.until > lastSecond)
    return [{ path, message: 'expected a window within the years 1 to 9999' }];
  if (window.until - window.from <= longestSeconds) return [];
  return [{ path, message: 'expected a window of at most 10 years' }];
}

function refuseDelays({ path }: Placed, delays: { moreThan: number; atMost: number }): readonly Refusal[] {
  if (delays.moreThan < delays.atMost) return [];
  return [{ path, message: 'expected moreThan to be less than atMost' }];
}

function refuseJoin({ path }: Placed, join: { event: EventTerm; earlier: EventTerm }): readonly Refusal[] {
  const joined = patternsOfEvent(join.event) + patternsOfEvent(join.earlier);
  if (joined > limits.joinedPatterns) {
    return [{ path, message: `expected at most ${limits.joinedPatterns} joined patterns, got ${joined}` }];
  }
  const bound = new Set(patternsOf(join.earlier).flatMap(equalVariables));
  const used = patternsOf(join.event).flatMap((each) => [...equalVariables(each), ...unequalVariables(each)]);
  if (used.some((name) => bound.has(name))) return [];
  return [{ path, message: 'expected a variable that both events share' }];
}

/** Patterns that an event term joins; those of the fluents it lies in are not joined. */
function patternsOfEvent(event: EventTerm): number {
  if (event.op === 'match') return 1;
  return patternsOfEvent(event.event) + (event.op === 'after' ? patternsOfEvent(event.earlier) : 0);
}

function refuseHolds({ path }: Placed, fluent: Fluent): readonly Refusal[] {
  const holds = nodesOf(fluent).filter(({ node }) => node.op === 'hold').length;
  if (holds <= limits.holdsInFluent) return [];
  return [
    { path: `${path}/fluent`, message: `expected at most ${limits.holdsInFluent} holds, got ${holds}` },
  ];
}

function refuseScopes(claim: Term): readonly Refusal[] {
  return scopeOf(claim, '', { variables: new Set(), events: new Set() });
}

interface Scope {
  readonly variables: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

function scopeOf(value: unknown, path: string, scope: Scope): readonly Refusal[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Term;
  if (!Array.isArray(value) && 'op' in node) {
    if (node.op === 'match') return refuseVariables(node, path, scope);
    if (node.op === 'relative') return refuseAnchor(node.of, path, scope);
    if (node.op === 'for') return scopeOfFor(node, path, scope);
    if (node.op === 'after') return scopeOfAfter(node, path, scope);
  }
  return Object.entries(value).flatMap(([key, child]) => scopeOf(child, `${path}/${key}`, scope));
}

function refuseVariables(node: Term & { op: 'match' }, path: string, scope: Scope): readonly Refusal[] {
  const unbound = unequalVariables(node).filter((name) => !scope.variables.has(name));
  const names = equalVariables(node);
  const repeated = names.filter((name, index) => names.indexOf(name) !== index);
  return [
    ...unbound.map((name) => ({ path, message: `expected ${name} to be bound by an earlier event` })),
    ...repeated.map((name) => ({ path, message: `expected ${name} once in a pattern` })),
  ];
}

function refuseAnchor(name: string, path: string, scope: Scope): readonly Refusal[] {
  if (scope.events.has(name)) return [];
  return [{ path: `${path}/of`, message: `expected the name of an enclosing "for", got ${name}` }];
}

function scopeOfFor(node: Term & { op: 'for' }, path: string, scope: Scope): readonly Refusal[] {
  const inner = {
    variables: new Set([...scope.variables, ...variablesOf(node.event)]),
    events: new Set([...scope.events, node.as]),
  };
  return [...scopeOf(node.event, `${path}/event`, scope), ...scopeOf(node.claim, `${path}/claim`, inner)];
}

function scopeOfAfter(node: Term & { op: 'after' }, path: string, scope: Scope): readonly Refusal[] {
  const inner = { ...scope, variables: new Set([...scope.variables, ...variablesOf(node.earlier)]) };
  return [...scopeOf(node.earlier, `${path}/earlier`, scope), ...scopeOf(node.event, `${path}/event`, inner)];
}

/** Variables that an event term hands on: those of the pattern it rests on. */
function variablesOf(event: EventTerm): readonly string[] {
  if (event.op !== 'match') return variablesOf(event.event);
  return equalVariables(event);
}
