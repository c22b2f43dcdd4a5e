/** Whether something is so in no, some or every completion of a cell. */
export type Truth = 'no' | 'maybe' | 'yes';

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('maybe') ? 'maybe' : 'yes';
}

export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('maybe') ? 'maybe' : 'no';
}

export function notOf(truth: Truth): Truth {
  if (truth === 'maybe') return truth;
  return truth === 'yes' ? 'no' : 'yes';
}

/** Values that a claim can take, ordered false < void < true. */
const claimValues = ['false', 'void', 'true'] as const;
export type Rank = 0 | 1 | 2;
/** A set of ranks: bit r stands for rank r. Never empty. */
export type Values = number;

export const isFalse: Values = 0b001;
export const isVoid: Values = 0b010;
export const isTrue: Values = 0b100;
const ranks: readonly Rank[] = [0, 1, 2];

export function valuesOf(truth: Truth): Values {
  if (truth === 'maybe') return isFalse | isTrue;
  return truth === 'yes' ? isTrue : isFalse;
}

/** The only value of the set, if there is only one. */
export function singleOf(values: Values): 'false' | 'void' | 'true' | null {
  const found = ranks.filter((rank) => (values & (1 << rank)) !== 0);
  const [only] = found;
  return found.length === 1 && only !== undefined ? claimValues[only] : null;
}

function combine(a: Values, b: Values, pick: (x: Rank, y: Rank) => number): Values {
  let combined = 0;
  for (const x of ranks) {
    for (const y of ranks) {
      if ((a & (1 << x)) !== 0 && (b & (1 << y)) !== 0) combined |= 1 << pick(x, y);
    }
  }
  return combined;
}

/** What the lesser of a value from each set can be. */
export function leastOf(a: Values, b: Values): Values {
  return combine(a, b, Math.min);
}

/** What the greater of a value from each set can be. */
export function greatestOf(a: Values, b: Values): Values {
  return combine(a, b, Math.max);
}

/** True and false swapped; void stays. */
export function oppositeOf(values: Values): Values {
  return (values & isVoid) | ((values & isTrue) >> 2) | ((values & isFalse) << 2);
}
