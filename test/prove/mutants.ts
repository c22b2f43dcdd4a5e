/** A wrong engine: one change of its text, which the proof has to notice. */
export interface Mutant {
  readonly name: string;
  /** Below `packages/claims/src`. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** At least two for each rule of the law. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a start is absorbed by what happens in the same second',
    file: 'engine/starts.ts',
    from: "liesAfter(other, each, 1, quiet) === 'yes'",
    to: "liesAfter(other, each, 0, quiet) === 'yes'",
  },
  {
    name: 'the quiet time is a second longer',
    file: 'engine/starts.ts',
    from: "liesAfter(other, each, 1, quiet) === 'yes'",
    to: "liesAfter(other, each, 1, quiet + 1) === 'yes'",
  },
  {
    name: 'nobody unread comes before a start',
    file: 'engine/starts.ts',
    from: 'rivals.length === 0 && !unread',
    to: 'rivals.length === 0',
  },
  {
    name: 'a start is sure with a rival about',
    file: 'engine/starts.ts',
    from: 'rivals.length === 0 && !unread',
    to: '!unread',
  },
  {
    name: 'an ending ends what opens in the same second',
    file: 'engine/hold.ts',
    from: 'each.sure && each.low > opening.high',
    to: 'each.sure && each.low >= opening.high',
  },
  {
    name: 'a state lapses a second early',
    file: 'engine/hold.ts',
    from: 'endHigh: occurrence.high + lapse,',
    to: 'endHigh: occurrence.high + lapse - 1,',
  },
  {
    name: 'a state holds surely from the earliest second of its opening',
    file: 'engine/hold.ts',
    from: '{ from: opening.high, to: heldUntil',
    to: '{ from: opening.low, to: heldUntil',
  },
  {
    name: 'unread endings end nothing',
    file: 'engine/hold.ts',
    from: 'firstFrom(endings.unread, opening.low + 1)',
    to: 'Infinity',
  },
  {
    name: 'an ending of one ends all',
    file: 'engine/hold.ts',
    from: "if (ending.ends === 'all') return 'yes';",
    to: "if (ending.ends !== undefined) return 'yes';",
  },
  {
    name: 'an ending that names nothing ends what has its own name',
    file: 'engine/hold.ts',
    from: "root === ending.event.id) return 'no';",
    to: "root === ending.event.id) return 'yes';",
  },
  {
    name: 'a dated opening has no longest hold',
    file: 'engine/hold.ts',
    from: 'endLow: Math.min(first + until.grace, cap.endLow),',
    to: 'endLow: first + until.grace,',
  },
  {
    name: 'an opening without its date holds for as long as it may',
    file: 'engine/hold.ts',
    from: 'endLow: occurrence.low,\n',
    to: 'endLow: occurrence.low + longest,\n',
  },
  {
    name: 'unread openings open nothing',
    file: 'engine/unknown-openings.ts',
    from: 'return { openings, holding,',
    to: 'return { openings, holding: [],',
  },
  {
    name: 'a state is over once an unread opening is ended',
    file: 'engine/unknown-openings.ts',
    from: '{ from: -Infinity, to: ending.high }, ...spread(later, 0, most - 1)',
    to: '{ from: -Infinity, to: ending.low }',
  },
  {
    name: 'quiet surely fails wherever an event may be',
    file: 'engine/fluents.ts',
    from: 'possible: complementOf(surelyLoud),',
    to: 'possible: complementOf(loud),',
  },
  {
    name: 'a relative window includes its event’s second',
    file: 'engine/windows.ts',
    from: 'const start = window.moreThan + 1;',
    to: 'const start = window.moreThan;',
  },
  {
    name: 'a relative window ends a second early',
    file: 'engine/windows.ts',
    from: 'const end = window.atMost + 1;',
    to: 'const end = window.atMost;',
  },
  {
    name: 'the first spell is not broken before it is sure',
    file: 'engine/windows.ts',
    from: 'const unbroken = latest < until && !meets(state.falls, start.low + 1, latest);',
    to: 'const unbroken = latest < until;',
  },
  {
    name: 'a spell that may be there is there',
    file: 'engine/windows.ts',
    from: "exists: latest < until ? 'yes' : 'maybe',",
    to: "exists: 'yes',",
  },
  {
    name: 'a window includes the second in which it ends',
    file: 'engine/windows.ts',
    from: "const notOver = each.high < span.end.low ? 'yes' : 'maybe';",
    to: "const notOver = each.high <= span.end.low ? 'yes' : 'maybe';",
  },
  {
    name: 'ties count as inside where they are to be outside',
    file: 'engine/ties.ts',
    from: "ties === 'outside' ? allOf([inside, notOf(tied())]) : inside",
    to: "ties === 'outside' ? anyOf([inside, tied()]) : inside",
  },
  {
    name: 'ties are left alone where they are to be inside',
    file: 'engine/ties.ts',
    from: "if (ties === 'inside') return anyOf([inside, tied()]);",
    to: "if (ties === 'inside') return inside;",
  },
  {
    name: 'a claim without its condition is judged all the same',
    file: 'engine/claims.ts',
    from: 'return met | (condition === isTrue ? 0 : isVoid);',
    to: 'return claimValues(frame, claim.claim);',
  },
  {
    name: 'and takes the greatest value',
    file: 'engine/claims.ts',
    from: '.reduce(leastOf)',
    to: '.reduce(greatestOf)',
  },
  {
    name: 'not turns void to false',
    file: 'engine/truth.ts',
    from: 'return (values & isVoid) |',
    to: 'return ((values & isVoid) >> 1) |',
  },
  {
    name: 'one source read is enough',
    file: 'engine/coverage.ts',
    from: '.reduce(intersectionOf, everywhere);\n}\n\n/** Instants that a source',
    to: '.reduce((a, b) => unionOf([...a, ...b]), nowhere);\n}\n\n/** Instants that a source',
  },
  {
    name: 'a count has no more than one unread event',
    file: 'engine/measures.ts',
    from: 'all.unknown.length > 0 ? Infinity : all.known.length',
    to: 'all.unknown.length > 0 ? all.known.length + 1 : all.known.length',
  },
  {
    name: 'possible events count',
    file: 'engine/doubts.ts',
    from: "const sure = choice.happened === true || event.status === 'certain';",
    to: 'const sure = true;',
  },
  {
    name: 'an absent attribute fails every test',
    file: 'engine/match.ts',
    from: "if (bound === null) return 'maybe';",
    to: "if (bound === null) return 'no';",
  },
  {
    name: 'an actor that is not known matches',
    file: 'engine/match.ts',
    from: "if (actor === null) return 'no';",
    to: "if (actor === null) return 'yes';",
  },
  {
    name: 'an office counts before and after its time',
    file: 'engine/match.ts',
    from: "if (containsAll(terms, low, high)) return 'yes';",
    to: "if (terms.length > 0) return 'yes';",
  },
  {
    name: 'one participant matches twice',
    file: 'engine/match.ts',
    from: 'if (holder !== undefined && !place(holder, seen)) return false;',
    to: 'if (holder === -1) return false;',
  },
  {
    name: 'the first of several at one second is one of them',
    file: 'engine/nth.ts',
    from: 'const maybeBefore = others.filter((other) => other.low < each.high).length;',
    to: 'const maybeBefore = others.filter((other) => other.low <= each.high).length - 1;',
  },
  {
    name: 'nobody unread comes before the first',
    file: 'engine/nth.ts',
    from: 'const sure = maybeBefore < n && !unreadBefore && surelyUpTo + 1 >= n;',
    to: 'const sure = maybeBefore < n && surelyUpTo + 1 >= n;',
  },
  {
    name: 'less than takes an equal for true',
    file: 'engine/measures.ts',
    from: 'return decided(a.high < b.low, a.low >= b.high);',
    to: 'return decided(a.high <= b.low, a.low > b.high);',
  },
  {
    name: 'the time of nothing is the window’s',
    file: 'engine/measures.ts',
    from: 'high: Math.min(...highs, Infinity),',
    to: 'high: Math.min(...highs, 8),',
  },
  {
    name: 'days are counted in UTC',
    file: 'engine/days.ts',
    from: 'Math.floor((instant + (offset?.[1] ?? 0)) / 86_400)',
    to: 'Math.floor((instant + (offset?.[1] ?? 0) * 0) / 86_400)',
  },
  {
    name: 'an edge of the second before the window counts',
    file: 'engine/claims.ts',
    from: '[{ from: from - 1, to: Infinity }]), from - 1);',
    to: '[{ from: from - 2, to: Infinity }]), from - 2);',
  },
  {
    name: 'all of what is unread is as claimed',
    file: 'engine/for-each.ts',
    from: 'all.unknown.length === 0 ? [] : [ofUnknown(frame, claim, all, evaluate) | neutral]',
    to: 'all.unknown.length === 0 ? [] : [neutral]',
  },
  {
    name: 'what may not have happened is spoken for',
    file: 'engine/for-each.ts',
    from: 'return each.sure ? values : values | neutral;',
    to: 'return values;',
  },
  {
    name: 'a follower needs no common value',
    file: 'engine/match.ts',
    from: "  if (binding === undefined) return 'yes';",
    to: "  if (binding !== null) return 'yes';",
  },
  {
    name: 'a follower comes after the delay or with it',
    file: 'engine/after.ts',
    from: ': liesAfter(earlier, each, delays.moreThan + 1, delays.atMost);',
    to: ': liesAfter(earlier, each, delays.moreThan, delays.atMost);',
  },
];
