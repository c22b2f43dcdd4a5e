import type { WorldEvent } from '@casus/domain/evidence';
import type { Scalar } from '@casus/claims/terms';
import type { ConcreteEvent } from './concrete-world.ts';
import type { SmallCase } from './small-world.ts';
import { otherValue, patternsIn, termsOf } from './small-world.ts';

/** One way in which what is known can have been; a known event that did not happen is left out. */
export type KnownCompletion = readonly ConcreteEvent[];

/** At most three doubts, each with its options: what a known event may have been. */
const mostDoubts = 3;

/**
 * Every way in which the known events can have been.
 * @throws {Error} where there are more doubts than a small world has
 */
export function knownCompletions(small: SmallCase): readonly KnownCompletion[] {
  const perEvent = small.events.map((event) => optionsFor(small, event));
  const doubts = perEvent.reduce((total, { doubts: some }) => total + some, 0);
  if (doubts > mostDoubts) throw new Error(`${doubts} doubts, more than ${mostDoubts}`);
  return perEvent.reduce<readonly KnownCompletion[]>(
    (completions, { options }) =>
      completions.flatMap((before) =>
        options.map((option) => (option === null ? before : [...before, option])),
      ),
    [[]],
  );
}

interface Options {
  readonly options: readonly (ConcreteEvent | null)[];
  readonly doubts: number;
}

function optionsFor(small: SmallCase, event: WorldEvent): Options {
  const { from, to } = event.interval;
  const instants = Array.from({ length: to - from }, (_, index) => from + index);
  const values = attributeOptions(small, event);
  const happened = instants.flatMap((at) =>
    values.flatMap((attributes) =>
      dateOptions(small, event).map((dates) => concreteOf(event, at, attributes, dates)),
    ),
  );
  const doubts = [instants.length > 1, values.length > 1, dateOptions(small, event).length > 1];
  const possible = event.status === 'possible';
  return {
    options: possible ? [null, ...happened] : happened,
    doubts: doubts.filter(Boolean).length + (possible ? 1 : 0),
  };
}

function concreteOf(
  event: WorldEvent,
  at: number,
  attributes: Readonly<Record<string, Scalar>>,
  dates: Readonly<Record<string, number>>,
): ConcreteEvent {
  const { id, type, actor, target, participants, interval, roots } = event;
  const [root = id] = roots;
  const reported: [number, number] = [interval.from, interval.to];
  const sources = event.reports.filter(({ stance }) => stance === 'asserts').map(({ source }) => source);
  return { id, type, actor, target, participants, attributes, dates, root, sources, at, interval: reported };
}

/** Values that an attribute may be completed by: of the claim, of its events, or others. */
export function valuesInPlay(small: SmallCase): readonly Scalar[] {
  const { claim } = small.question;
  const constants = patternsIn(claim).flatMap((pattern) =>
    (pattern.where ?? []).flatMap((test) => {
      if ('in' in test) return test.in;
      const value = 'is' in test ? test.is : test.not;
      return typeof value === 'object' ? [] : [value];
    }),
  );
  const reported = small.events.flatMap(({ attributes }) =>
    (attributes['p'] ?? []).flatMap((value) => (typeof value === 'object' ? [] : [value])),
  );
  const sum = termsOf(claim).find(({ op }) => op === 'sum');
  if (sum !== undefined) return valuesWithin(rangeOf(sum), [...constants, ...reported], constants.length > 0);
  const others = termsOf(claim).some(({ op }) => op === 'distinct') ? [otherValue, 98, 97] : [otherValue];
  return [...new Set([...constants, ...reported, ...others])];
}

/** What is summed lies in its range: the bounds, what is between, and where values are tested one that is none of them. */
function valuesWithin(
  { min, max }: { readonly min: number; readonly max: number },
  named: readonly Scalar[],
  isTested: boolean,
): readonly Scalar[] {
  const middle = (min + max) / 2;
  const inRange = named.filter((value) => typeof value === 'number' && min <= value && value <= max);
  return [...new Set([...inRange, min, middle, max, ...(isTested ? [middle + 0.25] : [])])];
}

/** The range of a small claim's sums, which all have the same. */
function rangeOf(sum: { readonly op: string }): { readonly min: number; readonly max: number } {
  return 'range' in sum ? (sum.range as { min: number; max: number }) : { min: 0, max: 0 };
}

/** Whether the claim looks at the attribute at all. */
export function testsAttribute({ question }: SmallCase): boolean {
  const isTested = patternsIn(question.claim).some((pattern) => pattern.where !== undefined);
  return isTested || termsOf(question.claim).some(({ op }) => op === 'sum');
}

function attributeOptions(small: SmallCase, event: WorldEvent): readonly Readonly<Record<string, Scalar>>[] {
  if (!testsAttribute(small)) return [{}];
  const values = event.attributes['p'] ?? [];
  const [only] = values;
  const known = values.length === 1 && typeof only !== 'object' && only !== undefined;
  return (known ? [only] : valuesInPlay(small)).map((p) => ({ p }));
}

/** The longest hold of a dated opening in the claim; 0 where there is none. */
export function longestDated({ question }: SmallCase): number {
  const holds = termsOf(question.claim).filter((each) => each.op === 'hold');
  const openings = holds.flatMap((hold) => ('openings' in hold ? (hold.openings as object[]) : []));
  return Math.max(0, ...openings.map((each) => ('longest' in each ? Number(each.longest) : 0)));
}

function dateOptions(small: SmallCase, event: WorldEvent): readonly Readonly<Record<string, number>>[] {
  const longest = longestDated(small);
  if (longest === 0) return [{}];
  const [date] = event.attributes['due'] ?? [];
  if (typeof date === 'object' && 'ends' in date) return date.ends.map((due) => ({ due }));
  const { from, to } = event.interval;
  return Array.from({ length: to - from + longest }, (_, index) => ({ due: from + index }));
}
