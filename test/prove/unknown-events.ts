import type { Claim, Scalar } from '@casus/claims/terms';
import type { ConcreteEvent } from './concrete-world.ts';
import { matches, worldOf } from './concrete-world.ts';
import { longestDated, testsAttribute, valuesInPlay } from './completions.ts';
import type { SmallCase } from './small-world.ts';
import { deputy, isCovered, leafTypes, patternsIn, termsOf, ticks } from './small-world.ts';

/** An event that may be there up to so many times, though nobody has read it. */
export interface Slot {
  readonly most: number;
  /** As many as there may be, each with a name of its own. */
  readonly copies: readonly ConcreteEvent[];
}

type Shape = Omit<ConcreteEvent, 'id' | 'at' | 'interval' | 'root' | 'dates'> & {
  /** Null: its own root. */
  readonly root: string | null;
  /** Seconds for which it says to hold. */
  readonly lasts: number;
};

/**
 * Everything unread that can matter: for each second that is not covered, each shape of event that some
 * pattern tells from the others, as often as the claim can count.
 */
export function unknownSlots(small: SmallCase): readonly Slot[] {
  const most = mostOfEach(small);
  return shapesFor(small).flatMap((shape, index) =>
    ticks
      .filter((tick) => !isCovered(small, shape.type, tick))
      .map((tick) => ({ most, copies: copiesOf(shape, `u${index}-${tick}`, tick, most) })),
  );
}

function copiesOf(shape: Shape, id: string, at: number, most: number): readonly ConcreteEvent[] {
  return Array.from({ length: most }, (_, index) => placed(shape, `${id}-${index}`, at));
}

function placed({ root, lasts, ...shape }: Shape, id: string, at: number): ConcreteEvent {
  return { ...shape, id, at, root: root ?? id, dates: { due: at + lasts }, interval: [at, at + 1] };
}

/** One is enough for what holds or exists; a count of k takes k, and k + 1 where more may undo it. */
function mostOfEach({ question, events }: SmallCase): number {
  const needed = termsOf(question.claim).map((term) => {
    if (term.op === 'nth' && 'n' in term) return Number(term.n);
    return isComparison(term) ? neededFor(term, events.length) : 1;
  });
  return Math.max(1, ...needed);
}

type Comparison = Claim & { readonly op: 'compare' };

function isComparison(term: { readonly op: string }): term is Comparison {
  return term.op === 'compare';
}

const fluentMeasures: ReadonlySet<string> = new Set(['length', 'maxRun', 'time']);

/** Copies of an event that carry a measure past its bound; of another measure, past the most that is known. */
function neededFor({ measure, is, value }: Comparison, known: number): number {
  if (fluentMeasures.has(measure.op)) return 1;
  if (typeof value !== 'number') return Math.ceil(value.times * known + value.plus) + 1;
  if (measure.op === 'sum') return Math.floor(value / measure.range.max) + 1;
  return is === '>=' || is === '<' ? value : value + 1;
}

function shapesFor(small: SmallCase): readonly Shape[] {
  const covered = new Map(leafTypes.map((type) => [type as string, uncoveredSignature(small, type)]));
  const known = told.get(small.events) ?? toldApart(small);
  told.set(small.events, known);
  const bySignature = new Map(
    known.map(({ shape, signature }) => [`${signature} ${covered.get(shape.type) ?? ''}`, shape]),
  );
  return [...bySignature.values()];
}

interface ToldShape {
  readonly shape: Shape;
  /** What the claim can tell of it. */
  readonly signature: string;
}

/** By the events of a case, which its question belongs to. */
const told = new WeakMap<object, readonly ToldShape[]>();

/** Every shape that some pattern matches. */
function toldApart(small: SmallCase): readonly ToldShape[] {
  const text = JSON.stringify(small.question.claim);
  const bindsValue = text.includes('"var"') || text.includes('"op":"sum"');
  return allShapes(small).flatMap((shape) => {
    const signature = signatureOf(small, shape, bindsValue);
    return signature === '' ? [] : [{ shape, signature }];
  });
}

function allShapes(small: SmallCase): readonly Shape[] {
  const { claim } = small.question;
  const patterns = patternsIn(claim);
  const text = JSON.stringify(claim);
  const named = text.includes('"op":"distinct"') ? ['X', 'Y', 'Z'] : ['X', 'Y'];
  const actors = patterns.some((each) => each.actor !== undefined) ? named : [null];
  const tellers = patterns.some((each) => each.sources !== undefined) ? [['p'], ['q']] : [['p']];
  const crowds = patterns.some((each) => each.participants !== undefined)
    ? [['X', 'Y'], ['X'], ['Y'], []]
    : [[]];
  const values: readonly (Scalar | undefined)[] = testsAttribute(small) ? valuesInPlay(small) : [undefined];
  const longest = longestDated(small);
  const lasting = longest === 0 ? [0] : Array.from({ length: longest }, (_, index) => index + 1);
  const roots = text.includes('"only"')
    ? [null, ...new Set(small.events.flatMap((each) => each.roots))]
    : [null];
  return leafTypes.flatMap((type) =>
    actors.flatMap((actor) =>
      crowds.flatMap((participants) =>
        values.flatMap((value) =>
          roots.flatMap((root) =>
            lasting.flatMap((lasts) =>
              tellers.map((sources): Shape => {
                const attributes: Record<string, Scalar> = value === undefined ? {} : { p: value };
                return { type, actor, target: null, participants, attributes, root, lasts, sources };
              }),
            ),
          ),
        ),
      ),
    ),
  );
}

/** What the claim can tell of an event; empty where no pattern matches it. */
function signatureOf({ question }: SmallCase, shape: Shape, bindsValue: boolean): string {
  const world = worldOf([], deputy);
  const event = placed(shape, 'u', 0);
  const matched = patternsIn(question.claim).map((pattern) => matches(world, pattern, event));
  if (!matched.some(Boolean)) return '';
  const bound = bindsValue ? [shape.actor, shape.attributes['p']] : [];
  return JSON.stringify([matched, bound, shape.root, shape.lasts]);
}

/** Types that are covered differently stay apart. */
function uncoveredSignature(small: SmallCase, type: string): string {
  return ticks.map((tick) => Number(isCovered(small, type, tick))).join('');
}
