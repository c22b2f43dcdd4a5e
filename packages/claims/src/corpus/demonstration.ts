/**
 * The questions of the demonstration as their authors write them: drafts for `compileClaim` and, for the
 * number of meetings, `compileMeasure`.
 */

/** The four choices that make the sixteen readings of "no new sanctions while talks continue". */
export interface SanctionsReading {
  /** Of any programme, or only under Executive Order 14024. */
  readonly sanctions: 'any' | 'eo14024';
  /** Talks of the two presidents and the envoy, or of anybody for the USA with anybody for Russia. */
  readonly talks: 'top' | 'all';
  /** Any time in the window at which talks continue, or their first spell in it. */
  readonly mode: 'window' | 'episode';
  /** What a cancelled meeting ends: what it names, or all talks. */
  readonly cancellation: 'named' | 'all';
}

const zone = 'America/New_York';
const sides = {
  top: [{ in: ['Donald Trump', 'Steve Witkoff'] }, 'Vladimir Putin'],
  all: ['USA', 'RUS'],
} as const;

function talksOf({ talks, cancellation }: SanctionsReading): object {
  const participants = sides[talks];
  return {
    op: 'hold',
    openings: [
      { event: { op: 'match', type: ['meeting.held', 'call.held'], participants }, lapse: '30d' },
      {
        event: { op: 'match', type: 'meeting.scheduled', participants },
        until: { attribute: 'for', grace: '1d' },
      },
    ],
    endings: [
      { event: { op: 'match', type: 'talks.suspended', participants: sides.all }, ends: 'all' },
      {
        event: { op: 'match', type: 'meeting.cancelled', participants },
        ends: cancellation === 'all' ? 'all' : 'only',
      },
    ],
  };
}

/** No new US sanctions on Russia while US–Russia talks continue, from 6 August to 23 October 2025. */
export function sanctionsClaim(reading: SanctionsReading): object {
  const fluent = talksOf(reading);
  const window = { op: 'between', from: '2025-08-06', until: '2025-10-24', zone };
  const where =
    reading.sanctions === 'any' ? {} : { where: [{ attribute: 'programme', is: 'RUSSIA-EO14024' }] };
  const sanctions = { op: 'match', type: 'sanction.imposed', actor: 'USA', target: 'RUS', ...where };
  const starts = { op: 'starts', event: sanctions, quiet: '14d' };
  const measure =
    reading.mode === 'window'
      ? { op: 'count', event: { op: 'during', event: starts, fluent, ties: 'unknown' }, window, by: 'event' }
      : { op: 'count', event: starts, window: { op: 'spell', fluent, window, ties: 'unknown' }, by: 'event' };
  return {
    op: 'given',
    claim: { op: 'compare', measure, is: '=', value: 0 },
    condition: { op: 'compare', measure: { op: 'length', fluent, window }, is: '>', value: 0 },
  };
}

const deadlines = { actor: 'USA', target: 'RUS' };

/** Russia accepts a ceasefire while the first US deadline set from 14 July 2025 on is pending. */
export const ceasefireClaim: object = {
  op: 'compare',
  measure: {
    op: 'count',
    event: { op: 'match', type: 'ceasefire.accepted', actor: 'RUS' },
    window: {
      op: 'spell',
      fluent: {
        op: 'hold',
        openings: [
          {
            event: { op: 'match', type: ['deadline.set', 'deadline.moved'], ...deadlines },
            until: { attribute: 'due', grace: '0d' },
          },
        ],
        endings: [
          { event: { op: 'match', type: ['deadline.moved', 'deadline.lapsed'], ...deadlines }, ends: 'only' },
        ],
      },
      window: { op: 'between', from: '2025-07-14', through: '2025-09-02', zone },
      ties: 'unknown',
    },
    by: 'event',
  },
  is: '>=',
  value: 1,
};

/** After the tariff on India, the USA puts one on another country for the same reason within 60 days. */
export const tariffClaim: object = {
  op: 'for',
  each: 'first',
  as: 'x',
  event: {
    op: 'match',
    type: 'tariff.imposed',
    actor: 'USA',
    target: 'IND',
    where: [{ attribute: 'reason', is: { var: 'reason' } }],
  },
  within: { op: 'between', from: '2025-08-06', through: '2025-08-06', zone },
  claim: {
    op: 'compare',
    measure: {
      op: 'count',
      event: {
        op: 'match',
        type: 'tariff.imposed',
        actor: 'USA',
        target: { not: 'IND' },
        where: [{ attribute: 'reason', is: { var: 'reason' } }],
      },
      window: { op: 'relative', of: 'x', moreThan: '0d', atMost: '60d' },
      by: 'event',
    },
    is: '>=',
    value: 1,
  },
};

const envoyMeetings = {
  op: 'match',
  type: 'meeting.held',
  participants: ['Steve Witkoff', 'Vladimir Putin'],
};

/** Trump and Putin meet within 30 days of the envoy's first meeting with Putin from 1 to 14 August 2025. */
export const summitClaim: object = {
  op: 'for',
  each: 'first',
  as: 'x',
  event: envoyMeetings,
  within: { op: 'between', from: '2025-08-01', until: '2025-08-15', zone },
  claim: {
    op: 'compare',
    measure: {
      op: 'count',
      event: { op: 'match', type: 'meeting.held', participants: ['Donald Trump', 'Vladimir Putin'] },
      window: { op: 'relative', of: 'x', moreThan: '0d', atMost: '30d' },
      by: 'event',
    },
    is: '>=',
    value: 1,
  },
};

/** Trump, Putin and Zelensky meet before 1 September 2025. */
export const trilateralClaim: object = {
  op: 'compare',
  measure: {
    op: 'count',
    event: {
      op: 'match',
      type: 'meeting.held',
      participants: ['Donald Trump', 'Vladimir Putin', 'Volodymyr Zelensky'],
    },
    window: { op: 'between', from: '2025-08-07', until: '2025-09-01', zone },
    by: 'event',
  },
  is: '>=',
  value: 1,
};

/** How many times Witkoff met Putin from 20 January to 31 August 2025. */
export const envoyMeasure: object = {
  op: 'count',
  event: envoyMeetings,
  window: { op: 'between', from: '2025-01-20', until: '2025-09-01', zone },
  by: 'event',
};
