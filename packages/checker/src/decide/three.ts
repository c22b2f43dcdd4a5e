/** 0: so in no completion of a case; 1: in some; 2: in all. */
export type Three = 0 | 1 | 2;

export function least(all: readonly Three[]): Three {
  return all.includes(0) ? 0 : all.includes(1) ? 1 : 2;
}

export function most(all: readonly Three[]): Three {
  return all.includes(2) ? 2 : all.includes(1) ? 1 : 0;
}

export function opposite(three: Three): Three {
  return three === 1 ? 1 : three === 2 ? 0 : 2;
}

/** From what is surely so and what surely is not. */
export function decided(surely: boolean, never: boolean): Three {
  return surely ? 2 : never ? 0 : 1;
}
