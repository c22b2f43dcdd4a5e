/** States that the API shows without a question: drafts in the claim language. */

/**
 * Two sides talk: from a meeting or call for 30 days, and from the announcement of a meeting until a day after its
 * date; a suspension ends all of it, a cancellation what it names.
 */
export function talksBetween(one: string, other: string): object {
  const participants = [one, other];
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
      { event: { op: 'match', type: 'talks.suspended', participants }, ends: 'all' },
      { event: { op: 'match', type: 'meeting.cancelled', participants }, ends: 'only' },
    ],
  };
}

/** A deadline is pending: from its setting until its date, which may be moved. */
export function deadlinePending(sides: { readonly actor?: string; readonly target?: string }): object {
  return {
    op: 'hold',
    openings: [
      {
        event: { op: 'match', type: ['deadline.set', 'deadline.moved'], ...sides },
        until: { attribute: 'due', grace: '0d' },
      },
    ],
    endings: [
      { event: { op: 'match', type: ['deadline.moved', 'deadline.lapsed'], ...sides }, ends: 'only' },
    ],
  };
}
