import type { Mutant } from './mutant.ts';

/** Wrong ways to measure, and to answer what is not asked as yes or no. */
export const measureMutants: readonly Mutant[] = [
  {
    name: 'two days are one where the date asked for is the first',
    file: 'engine/days.ts',
    from: "if (day < first) return 'earlier';",
    to: "if (day <= first) return 'earlier';",
  },
  {
    name: 'the first event of a day decides it wherever it lies',
    file: 'engine/outcome.ts',
    from: 'const single = first !== undefined && first === last ? { date: first } : null;',
    to: 'const single = first !== undefined ? { date: first } : null;',
  },
  {
    name: 'an option that is void is passed over',
    file: 'engine/choice.ts',
    from: 'isVoidable ||= (values & isVoid) !== 0;',
    to: 'isVoidable ||= false;',
  },
  {
    name: 'an option comes about though one before it may',
    file: 'engine/choice.ts',
    from: 'if ((values & isTrue) !== 0) found.push({ option: name, index });',
    to: 'if (values === isTrue) found.push({ option: name, index });',
  },
  {
    name: 'values that are not known are all different',
    file: 'engine/amounts.ts',
    from: 'const onlyOpen = surely.has',
    to: 'const onlyOpen = values.length === -1 && surely.has',
  },
  {
    name: 'values that are not known are all one',
    file: 'engine/amounts.ts',
    from: 'named.size + others',
    to: 'Math.max(1, named.size)',
  },
  {
    name: 'an absent number is the least it can be',
    file: 'engine/amounts.ts',
    from: '? { min: value, max: value } : range;',
    to: '? { min: value, max: value } : { min: range.min, max: range.min };',
  },
  {
    name: 'what is unread adds nothing to a sum',
    file: 'engine/amounts.ts',
    from: 'return { low: min < 0 ? -Infinity : low, high: max > 0 ? Infinity : high };',
    to: 'return { low: min < 0 ? -Infinity : low, high };',
  },
  {
    name: 'a stretch includes the second in which it ends',
    file: 'engine/amounts.ts',
    from: 'each.high < from + measure.span',
    to: 'each.high <= from + measure.span',
  },
  {
    name: 'events that may lie in one stretch do',
    file: 'engine/amounts.ts',
    from: 'sure.map((each) => within(each.low))',
    to: 'sure.map((each) => touching(each.low))',
  },
  {
    name: 'a run that began before the window counts',
    file: 'engine/runs.ts',
    from: 'if (startsLate || firstStart(off, from) < start.high) return [];',
    to: 'if (startsLate) return [];',
  },
  {
    name: 'a run is not cut',
    file: 'engine/runs.ts',
    from: 'Math.min(to, cut) - rise : 0',
    to: 'to - rise : 0',
  },
  {
    name: 'a run starts where it may hold at the latest',
    file: 'engine/runs.ts',
    from: 'const rise = firstFrom(state.rises, Math.max(from, start.low));',
    to: 'const rise = firstFrom(state.rises, Math.max(from, start.low) + 1);',
  },
  {
    name: 'any source will do',
    file: 'engine/match.ts',
    from: "stance === 'asserts' && sources.includes(source)",
    to: "stance === 'asserts' && source !== ''",
  },
  {
    name: 'what is added to another measure is left out',
    file: 'engine/claims.ts',
    from: 'high: high * value.times + value.plus',
    to: 'high: high * value.times',
  },
];
