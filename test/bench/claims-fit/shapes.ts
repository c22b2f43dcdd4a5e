/** Shapes of the real questions of the corpus, in the text form, about what `a` does to `b`. Both are quoted names. */
export const shapes: Readonly<Record<string, (a: string, b: string, window: FitWindow) => string>> = {
  exists: (a, b, { text }) => `some sanction by ${a} on ${b} ${text}`,
  absent: (a, b, { text }) => `no force by ${a} on ${b} ${text}`,
  days: (a, b, { text }) => `count days(statement by ${a} on ${b}, ${text}) >= 5`,
  condition: (a, b, { text }) =>
    `no threat by ${a} on ${b} ${text} given some meeting among ${a} & ${b} ${text}`,
  while: (a, b, { text }) =>
    `no starts(sanction by ${a} on ${b}, 14d) while ${talks(a, b)} ties unknown ${text} given length(${talks(a, b)}, ${text}) > 0s`,
  within: (a, b, { text }) =>
    `for first ?x of threat by ${a} on ${b} ${text} holds (some statement by ${b} on ${a} within 7d after ?x)`,
  order: (a, b, { text }) =>
    `(time(threat by ${a} on ${b}, ${text}) < 1 * time(meeting among ${a} & ${b}, ${text}) + 0) given ` +
    `(some threat by ${a} on ${b} ${text} or some meeting among ${a} & ${b} ${text})`,
  quiet: (a, b, { text, after }) => `maxRun(quiet(force by ${a} on ${b}), ${text}, to ${after}) >= 14d`,
  state: (a, b, { after }) => `holds(${talks(a, b)} at ${after})`,
  several: (_a, b, { text }) => `distinct ?who(threat by ?who on ${b}, ${text}) >= 2`,
  dense: (a, b, { text }) => `maxWindow(statement by ${a} on ${b}, 7d, ${text}) >= 4`,
  more: (a, b, { text, before }) =>
    `count(statement by ${a} on ${b}, ${text}) > 0.5 * count(statement by ${a} on ${b}, ${before}) + 0`,
};

export interface FitWindow {
  /** The window of the claim, and one of twice its length before it, as text. */
  readonly text: string;
  readonly before: string;
  /** An instant a fortnight after the window. */
  readonly after: string;
}

export const fitWindow: FitWindow = {
  text: 'from 2018-05-01 until 2018-06-01 in UTC',
  before: 'from 2018-03-01 until 2018-05-01 in UTC',
  after: '2018-06-15T00:00:00Z',
};

function talks(a: string, b: string): string {
  return `hold(opened by meeting among ${a} & ${b} lapse 30d; ended by talks.suspended among ${a} & ${b} ends all)`;
}
