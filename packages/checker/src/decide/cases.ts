import { refuse } from '../refusal.ts';
import { plain } from './match.ts';
import type { Choice, Chosen, Fact } from './world.ts';

/** What the cases of a proof divide: the facts, and the values that attributes are told apart by. */
export interface Divided {
  readonly facts: readonly Fact[];
  readonly values: readonly Chosen[];
}

type Case = readonly Choice[];

const open = { happened: null, within: null, attributes: {}, ends: {} };

/**
 * That the cases are all completions of the facts: what each step divides, it divides completely.
 * @throws {Refused}
 */
export function assertComplete(divided: Divided, cases: readonly Case[]): void {
  const whole = new Map(divided.facts.map(({ id }): [string, Choice] => [id, { event: id, ...open }]));
  for (const { event } of cases.flat())
    if (!whole.has(event)) refuse(`a case speaks of ${event}, not a fact`);
  assertCovers(divided, cases.map(byEvent), whole);
}

/**
 * That a case is one in which the facts can have been.
 * @throws {Refused}
 */
export function assertPossible({ facts, values }: Divided, choices: Case): void {
  if (new Set(choices.map(({ event }) => event)).size < choices.length) refuse('a case names an event twice');
  for (const { event, happened, within, attributes, ends } of choices) {
    const fact = facts.find(({ id }) => id === event) ?? refuse(`a case speaks of ${event}, not a fact`);
    const { from, to } = within ?? fact.interval;
    const isWithin = fact.interval.from <= from && from < to && to <= fact.interval.to;
    const isDated = Object.entries(ends).every(([name, end]) => endsOf(fact, name).includes(end));
    const isKnown = Object.entries(attributes).every(
      ([name, chosen]) => isDoubtful(fact, name) && values.some((value) => isSame(chosen, value)),
    );
    const isOpen = happened === null || fact.status === 'possible';
    if (!isWithin || !isDated || !isKnown || !isOpen) refuse(`a case has ${event} as it cannot have been`);
  }
}

function byEvent(choices: Case): ReadonlyMap<string, Choice> {
  return new Map(choices.map((choice) => [choice.event, choice]));
}

type Cell = ReadonlyMap<string, Choice>;

/** A way to divide a cell: the parts, each with the cases in it. */
type Division = readonly { readonly cell: Cell; readonly cases: readonly Cell[] }[];

function assertCovers(divided: Divided, cases: readonly Cell[], cell: Cell): void {
  const [first, ...more] = cases;
  if (first === undefined) return refuse('the cases of the proof leave out some completions');
  if (more.length === 0 && [...cell].every(([event, choice]) => isAsOpen(first.get(event), choice))) return;
  for (const fact of divided.facts) {
    const division = divisionBy(divided, cases, cell, fact);
    if (division === null) continue;
    for (const part of division) assertCovers(divided, part.cases, part.cell);
    return;
  }
  refuse('the cases of the proof are no division of all completions');
}

function isAsOpen(chosen: Choice | undefined, cell: Choice): boolean {
  return text({ ...open, event: cell.event, ...chosen }) === text(cell);
}

function text(choice: Choice): string {
  const sorted = (record: object): unknown => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { event, happened, within, attributes, ends } = choice;
  return JSON.stringify([
    event,
    happened,
    within && [within.from, within.to],
    sorted(attributes),
    sorted(ends),
  ]);
}

type Chosens = readonly (Choice | undefined)[];
type Part = (choice: Partial<Choice>, isIn: (each: Choice | undefined) => boolean) => Division[number];

/** The first respect in which all cases choose more narrowly about an event than the cell does. */
function divisionBy(divided: Divided, cases: readonly Cell[], cell: Cell, fact: Fact): Division | null {
  const now = cell.get(fact.id) ?? { event: fact.id, ...open };
  const chosen = cases.map((each) => each.get(fact.id));
  const part: Part = (choice, isIn) => ({
    cell: new Map(cell).set(fact.id, { ...now, ...choice }),
    cases: cases.filter((each) => isIn(each.get(fact.id))),
  });
  return (
    divisionInHappening(now, chosen, fact, part) ??
    divisionInValue(now, chosen, divided.values, part) ??
    divisionInDate(now, chosen, fact, part) ??
    divisionInTime(now, chosen, fact, part)
  );
}

function divisionInHappening(now: Choice, chosen: Chosens, fact: Fact, part: Part): Division | null {
  const isChosen = chosen.every((each) => each !== undefined && each.happened !== null);
  if (now.happened !== null || fact.status !== 'possible' || !isChosen) return null;
  return [true, false].map((happened) => part({ happened }, (each) => each?.happened === happened));
}

function divisionInValue(
  now: Choice,
  chosen: Chosens,
  values: Divided['values'],
  part: Part,
): Division | null {
  const name = newIn(now.attributes, chosen, 'attributes');
  if (name === undefined) return null;
  return values.map((value) =>
    part({ attributes: { ...now.attributes, [name]: value } }, (each) =>
      isSame(each?.attributes[name], value),
    ),
  );
}

function divisionInDate(now: Choice, chosen: Chosens, fact: Fact, part: Part): Division | null {
  const name = newIn(now.ends, chosen, 'ends');
  if (name === undefined) return null;
  return endsOf(fact, name).map((end) =>
    part({ ends: { ...now.ends, [name]: end } }, (each) => each?.ends[name] === end),
  );
}

/** A name that all cases choose a value for, and the cell does not. */
function newIn(now: object, chosen: Chosens, what: 'attributes' | 'ends'): string | undefined {
  const [first] = chosen;
  return Object.keys(first?.[what] ?? {}).find(
    (name) => !(name in now) && chosen.every((each) => each !== undefined && name in each[what]),
  );
}

function divisionInTime(now: Choice, chosen: Chosens, fact: Fact, part: Part): Division | null {
  const whole = now.within ?? fact.interval;
  const inside = chosen.map((each) => each?.within ?? whole);
  const cuts = [...new Set(inside.flatMap(({ from, to }) => [from, to]))]
    .filter((cut) => whole.from < cut && cut < whole.to)
    .filter((cut) => inside.every(({ from, to }) => to <= cut || cut <= from))
    .toSorted((a, b) => a - b);
  if (cuts.length === 0) return null;
  const bounds = [whole.from, ...cuts, whole.to];
  return bounds.slice(1).map((to, index) => {
    const from = bounds[index] ?? whole.from;
    return part({ within: { from, to } }, (each) => {
      const at = each?.within ?? whole;
      return from <= at.from && at.to <= to;
    });
  });
}

function endsOf({ attributes }: Fact, name: string): readonly number[] {
  const [only, ...more] = attributes[name] ?? [];
  return typeof only === 'object' && 'ends' in only && more.length === 0 ? only.ends : [];
}

function isDoubtful({ attributes }: Fact, name: string): boolean {
  const [only, ...more] = attributes[name] ?? [];
  return only === undefined || more.length > 0 || plain(only) === null;
}

function isSame(a: Chosen | undefined, b: Chosen): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
