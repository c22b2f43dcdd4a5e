import type { Scalar } from '@casus/claims/terms';
import type { ConcreteEvent, World } from './concrete.ts';
import { matches } from './concrete.ts';
import { longestDated, testsAttribute, valuesInPlay } from './completions.ts';
import type { SmallCase } from './small-world.ts';
import { deputy, isCovered, leafTypes, patternsIn, termsOf, ticks } from './small-world.ts';

/** An event that may be there up to so many times, though nobody has read it. */
export interface Slot {
  readonly event: ConcreteEvent;
  readonly most: number;
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
      .map((tick) => ({ event: placed(shape, `u${index}-${tick}`, tick), most })),
  );
}

function placed({ root, lasts, ...shape }: Shape, id: string, at: number): ConcreteEvent {
  return { ...shape, id, at, root: root ?? id, dates: { due: at + lasts }, interval: [at, at + 1] };
}

/** One is enough for what holds or exists; a count of k takes k, and k + 1 where more may undo it. */
function mostOfEach({ question }: SmallCase): number {
  const needed = termsOf(question.claim).map((term) => {
    if (term.op === 'nth' && 'n' in term) return Number(term.n);
    if (term.op !== 'compare' || !('value' in term) || !('is' in term)) return 1;
    const bound = Number(term.value);
    return term.is === '>=' || term.is === '<' ? bound : bound + 1;
  });
  return question.kind === 'numeric' ? 1 : Math.max(1, ...needed);
}

function shapesFor(small: SmallCase): readonly Shape[] {
  const { claim } = small.question;
  const patterns = patternsIn(claim);
  const text = JSON.stringify(claim);
  const actors = patterns.some((each) => each.actor !== undefined) ? ['X', 'Y'] : [null];
  const crowds = patterns.some((each) => each.participants !== undefined)
    ? [['X', 'Y'], ['X'], ['Y'], []]
    : [[]];
  const values: readonly (Scalar | undefined)[] = testsAttribute(small) ? valuesInPlay(small) : [undefined];
  const longest = longestDated(small);
  const lasting = longest === 0 ? [0] : Array.from({ length: longest }, (_, index) => index + 1);
  const roots = text.includes('"only"')
    ? [null, ...new Set(small.events.flatMap((each) => each.roots))]
    : [null];
  const all = leafTypes.flatMap((type) =>
    actors.flatMap((actor) =>
      crowds.flatMap((participants) =>
        values.flatMap((value) =>
          roots.flatMap((root) =>
            lasting.map((lasts): Shape => {
              const attributes: Record<string, Scalar> = value === undefined ? {} : { p: value };
              return { type, actor, target: null, participants, attributes, root, lasts };
            }),
          ),
        ),
      ),
    ),
  );
  const bySignature = new Map(all.map((shape) => [signatureOf(small, shape), shape]));
  bySignature.delete('');
  return [...bySignature.values()];
}

/** What the claim can tell of an event; empty where no pattern matches it. */
function signatureOf(small: SmallCase, shape: Shape): string {
  const { claim } = small.question;
  const world: World = { events: [], deputy, variables: {}, anchors: {} };
  const event = placed(shape, 'u', 0);
  const matched = patternsIn(claim).map((pattern) => matches(world, pattern, event));
  if (!matched.some(Boolean)) return '';
  const bound = JSON.stringify(claim).includes('"var"') ? [shape.actor, shape.attributes['p']] : [];
  const { root, lasts, type } = shape;
  const own = uncoveredSignature(small, type);
  return JSON.stringify([matched, bound, root, lasts, own]);
}

/** Types that are covered differently stay apart. */
function uncoveredSignature(small: SmallCase, type: string): readonly boolean[] {
  return ticks.map((tick) => isCovered(small, type, tick));
}
