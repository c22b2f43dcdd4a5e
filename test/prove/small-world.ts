import type { ClaimQuestion } from '@casus/claims';
import type { Asked, Pattern } from '@casus/claims/terms';
import { isWithin } from '@casus/domain/evidence';
import type { CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';

/** A claim and what is known, small enough that every completion can be gone through. */
export interface SmallCase {
  readonly question: ClaimQuestion;
  readonly events: readonly WorldEvent[];
  readonly stretches: readonly CoverageStretch[];
}

/** All that a small world consists of: seconds 0 to 8, four types of events, three actors, one attribute. */
export const ticks = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;
export const leafTypes = ['meet.held', 'meet.planned', 'strike', 'stop'] as const;
/** D stands for X in these seconds. */
export const deputy = { actor: 'D', of: 'X', from: 3, to: 7 } as const;
/** Stands for every value that neither the claim nor its events name. */
export const otherValue = 99;

export function evidenceOf({ events, stretches }: Omit<SmallCase, 'question'>): Evidence {
  return {
    cut: 1000,
    logTime: 1_000_000,
    eventsOf: (type) => events.filter((each) => isWithin(each.type, type)),
    coverageOf: (source) => stretches.filter((each) => each.source === source),
    affiliationsOf: (actor) => (actor === deputy.actor ? [deputy] : []),
    isSymmetric: (type) => type.startsWith('meet'),
    unclassified: 0,
    unreadable: 0,
  };
}

/** Whether nothing of a type can be unread in a second: every source for it has read it, and there is one. */
export function isCovered({ question, stretches }: SmallCase, type: string, tick: number): boolean {
  const sources = question.coverage.filter((each) =>
    (each.types ?? ['*']).some((scope) => isWithin(type, scope)),
  );
  return (
    sources.length > 0 &&
    sources.every(({ source }) =>
      stretches.some(
        (each) => each.source === source && isWithin(type, each.type) && each.from <= tick && tick < each.to,
      ),
    )
  );
}

type Terms = readonly { readonly op: string }[];
const terms = new WeakMap<Asked, Terms>();

/** Every object with `op` in a claim. */
export function termsOf(claim: Asked): Terms {
  const known = terms.get(claim) ?? collectTerms(claim);
  terms.set(claim, known);
  return known;
}

function collectTerms(claim: Asked): Terms {
  const found: { readonly op: string }[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('op' in value && typeof value.op === 'string') found.push(value as { readonly op: string });
    for (const each of Object.values(value)) visit(each);
  };
  visit(claim);
  return found;
}

export function patternsIn(claim: Asked): readonly Pattern[] {
  return termsOf(claim).filter((each): each is Pattern => each.op === 'match');
}

export function typesOf(pattern: Pattern): readonly string[] {
  return typeof pattern.type === 'string' ? [pattern.type] : pattern.type;
}
