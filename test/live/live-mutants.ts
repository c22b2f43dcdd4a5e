import type { Mutant } from '../prove/mutant.ts';

/** Wrong ways of keeping claims up to date, which courses of common claims have to find out. */
export const liveMutants: readonly Mutant[] = [
  {
    name: 'a count of days waits for a day too many',
    file: 'live/measure-plan.ts',
    from: 'Math.ceil(fall))',
    to: 'Math.ceil(fall) + 1)',
  },
  {
    name: 'a length waits as if nothing were left open',
    file: 'live/plan.ts',
    from: "=== 'maybe';",
    to: "=== 'yes';",
  },
  {
    name: 'an ending leaves what was opened before',
    file: 'live/hold-node.ts',
    from: 'opening.end = this.#endOf(opening);',
    to: '',
  },
  {
    name: 'events stay inside a fluent that was ended under them',
    file: 'live/derived-events.ts',
    from: 'replaceWithin(this.instants, { from, until }, held);',
    to: '',
  },
  {
    name: 'starts that lie as far apart as the quiet time both count',
    file: 'live/derived-events.ts',
    from: 'entry.low - before > this.quiet',
    to: 'entry.low - before >= this.quiet',
  },
  {
    name: 'a claim is not looked at in the second that it waits for',
    file: 'live/coverage-node.ts',
    from: 'this.waiting.least <= this.#frontier',
    to: 'this.waiting.least < this.#frontier',
  },
  {
    name: 'a claim waits for reading once only',
    file: 'live/coverage-node.ts',
    from: 'claim.waitsFor = Infinity;',
    to: '',
  },
  {
    name: 'a gap in what was read goes unseen',
    file: 'live/coverage-node.ts',
    from: 'if (from < this.#gapsEnd) return NaN;',
    to: '',
  },
  {
    name: 'an actor that stands for another is not asked for',
    file: 'live/known-events.ts',
    from: 'names.push(of);',
    to: "if (of === '') names.push(of);",
  },
  {
    name: 'an imprecise event counts as a precise one',
    file: 'live/pattern-node.ts',
    from: '!this.unsure.meets(from, until) && !this.vague.meets(from, until)',
    to: '!this.unsure.meets(from, until)',
  },
  {
    name: 'a possible event counts as a certain one',
    file: 'live/pattern-node.ts',
    from: "event.status === 'certain' && ",
    to: '',
  },
  {
    name: 'a corrected report leaves its first version behind',
    file: 'live/live-claims.ts',
    from: '    this.remove(event.id);\n',
    to: '',
  },
  {
    name: 'a fluent with unread endings surely holds on',
    file: 'live/measure-plan.ts',
    from: 'const read = isEndable ? Math.max(from, covered) : until;',
    to: 'const read = until;',
  },
];
