import type { ActorTest, AttributeTest, EventTerm, Measure, Pattern, Term } from './terms.ts';

export interface Placed {
  readonly node: Term;
  /** Place in the JSON, such as `/measure/event`. */
  readonly path: string;
}

const placedNodes = new WeakMap<object, readonly Placed[]>();

/** Every node of a claim with its place, parents before children. */
export function nodesOf(root: Term): readonly Placed[] {
  const known = placedNodes.get(root);
  if (known !== undefined) return known;
  const found: Placed[] = [];
  collect(root, '', found);
  placedNodes.set(root, found);
  return found;
}

function collect(value: unknown, path: string, found: Placed[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value) && 'op' in value) found.push({ node: value as Term, path });
  for (const [key, child] of Object.entries(value)) collect(child, `${path}/${key}`, found);
}

/** Each pattern object once. */
export function patternsOf(root: Term): readonly Pattern[] {
  return [...new Set(nodesOf(root).flatMap(({ node }) => (node.op === 'match' ? [node] : [])))];
}

/** The pattern that an event term's occurrences match: what it binds, and whose events it yields. */
export function patternOf(term: EventTerm): Pattern {
  return term.op === 'match' ? term : patternOf(term.event);
}

/** The types that a pattern names. */
export function typesOf(pattern: Pattern): readonly string[] {
  return typeof pattern.type === 'string' ? [pattern.type] : pattern.type;
}

/** Variables that a pattern binds, or compares for equality with an earlier binding. */
export function equalVariables(pattern: Pattern): readonly string[] {
  const actors = [pattern.actor, pattern.target].flatMap((test) =>
    typeof test === 'object' && 'var' in test ? [test.var] : [],
  );
  const attributes = (pattern.where ?? []).flatMap((test) =>
    'is' in test && typeof test.is === 'object' ? [test.is.var] : [],
  );
  return [...actors, ...attributes];
}

/** Where in a pattern a variable stands. */
export interface BindingPlace {
  readonly kind: 'actor' | 'target' | 'attribute';
  readonly attribute: string;
}

/** The places of a pattern that bind a variable, or compare it for equality. */
export function bindingPlaces(pattern: Pattern, name: string): readonly BindingPlace[] {
  const isName = (test: unknown): boolean =>
    typeof test === 'object' && test !== null && 'var' in test && test.var === name;
  const actors = (['actor', 'target'] as const).filter((kind) => isName(pattern[kind]));
  const tests = (pattern.where ?? []).filter((test) => 'is' in test && isName(test.is));
  return [
    ...actors.map((kind): BindingPlace => ({ kind, attribute: '' })),
    ...tests.map(({ attribute }): BindingPlace => ({ kind: 'attribute', attribute })),
  ];
}

/** Variables that a pattern's tests must differ from; these are bound elsewhere. */
export function unequalVariables(pattern: Pattern): readonly string[] {
  return [
    ...[pattern.actor, pattern.target].flatMap(differsFrom),
    ...(pattern.where ?? []).flatMap(attributeDiffersFrom),
  ];
}

function differsFrom(test: ActorTest | undefined): readonly string[] {
  return typeof test === 'object' && 'not' in test && typeof test.not === 'object' ? [test.not.var] : [];
}

function attributeDiffersFrom(test: AttributeTest): readonly string[] {
  return 'not' in test && typeof test.not === 'object' ? [test.not.var] : [];
}

const closedNodes = new WeakMap<object, boolean>();

/** True for a node that no binding from outside can change: it has neither variables nor relative windows. */
export function isClosed(node: Term): boolean {
  const known = closedNodes.get(node);
  if (known !== undefined) return known;
  const closed = !nodesOf(node).some(
    ({ node: each }) =>
      each.op === 'relative' ||
      (each.op === 'match' && equalVariables(each).length + unequalVariables(each).length > 0),
  );
  closedNodes.set(node, closed);
  return closed;
}

export function isMeasure(term: Term): term is Measure {
  return measures.has(term.op);
}

const measures: ReadonlySet<Term['op']> = new Set([
  'count',
  'distinct',
  'sum',
  'maxWindow',
  'maxRun',
  'length',
  'time',
]);
