import type { EventRow, Standing } from './tables.ts';

/** What speaks for and against an event: live reports, and the last ruling of a curator. */
export interface Testimony {
  readonly assertions: readonly Standing[];
  readonly denials: readonly Standing[];
  readonly symmetric: boolean;
  readonly quorum: number;
  readonly ruling: EventRow['ruling'];
}

/**
 * Retracted when nobody asserts it any more; else as a curator rules; else disputed by the denial of any official
 * source, save that an act which a source official for its actor asserts is touched by that side's denials only;
 * else certain by an official side's word or a quorum of owners; else possible.
 */
export function statusOf(testimony: Testimony): EventRow['status'] {
  const { assertions, denials, ruling, quorum } = testimony;
  if (assertions.length === 0 || ruling === 'did-not-happen') return 'retracted';
  if (ruling === 'happened') return 'certain';
  if (denials.some((denial) => disputes(denial, testimony))) return 'disputed';
  const owners = new Set(assertions.map(({ owner }) => owner));
  return owners.size >= quorum || assertions.some(isOfficial) ? 'certain' : 'possible';
}

function disputes({ official }: Standing, { assertions, symmetric }: Testimony): boolean {
  if (official.length === 0) return false;
  const actorSide = symmetric ? [] : assertions.flatMap((each) => each.actorSide);
  const isOwned = !symmetric && assertions.some((each) => speaksFor(each.official, each.actorSide));
  return !isOwned || speaksFor(official, actorSide);
}

/** Official for the actor of an act, or for a participant where there are no actors. */
function isOfficial({ official, symmetric, actorSide, sides }: Standing): boolean {
  return speaksFor(official, symmetric ? sides : actorSide);
}

function speaksFor(official: readonly string[], side: readonly string[]): boolean {
  return official.some((actor) => side.includes(actor));
}
