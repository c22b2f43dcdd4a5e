/** The time now, in milliseconds since 1970-01-01Z. Code that needs the time takes one as a value. */
export type Clock = () => number;

/** The machine's clock; it may step back. */
export const systemClock: Clock = () => Date.now();
