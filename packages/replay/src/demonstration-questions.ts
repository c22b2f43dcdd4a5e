import type { SanctionsReading } from '@casus/claims/corpus';

/** The questions of the demonstration: what is asked, from when to when, and how a correction is treated. */
export interface DemonstrationQuestion {
  readonly id: string;
  readonly title: string;
  readonly kind: 'binary' | 'numeric';
  readonly opensAt: string;
  readonly closesAt: string;
  readonly settleBy: string;
  readonly afterSettle: 'confirm' | 'follow' | 'frozen';
  readonly tags: readonly string[];
  readonly range?: { readonly min: number; readonly max: number };
}

/** The first question in all combinations of its four choices. */
export const sanctionsReadings: readonly SanctionsReading[] = (['any', 'eo14024'] as const).flatMap(
  (sanctions) =>
    (['top', 'all'] as const).flatMap((talks) =>
      (['window', 'episode'] as const).flatMap((mode) =>
        (['named', 'all'] as const).map((cancellation) => ({
          sanctions,
          talks,
          mode,
          cancellation,
        })),
      ),
    ),
);

/** `q1-eo14024-top-window-named` and the like. */
export function readingId(reading: SanctionsReading): string {
  return `q1-${reading.sanctions}-${reading.talks}-${reading.mode}-${reading.cancellation}`;
}

function readingTitle(reading: SanctionsReading): string {
  const parts = [
    reading.sanctions === 'any' ? 'any programme' : 'E.O. 14024 only',
    reading.talks === 'top' ? 'talks of the presidents and the envoy' : 'talks at any level',
    reading.mode === 'window' ? 'whole window' : 'first spell of talks',
    reading.cancellation === 'named'
      ? 'a cancellation ends only the meeting it names'
      : 'a cancellation ends all talks',
  ];
  return `No new US sanctions on Russia while US–Russia talks continue (${parts.join('; ')})`;
}

function readingQuestion(reading: SanctionsReading): DemonstrationQuestion {
  return {
    id: readingId(reading),
    title: readingTitle(reading),
    kind: 'binary',
    opensAt: '2025-08-06T04:00:00Z',
    closesAt: '2025-10-24T04:00:00Z',
    settleBy: '2025-10-28T12:00:00Z',
    afterSettle: 'confirm',
    tags: ['q1', 'sanctions', 'talks'],
  };
}

const others: readonly DemonstrationQuestion[] = [
  {
    id: 'q2-ceasefire-before-deadline',
    title: 'Russia accepts a ceasefire while the first US deadline set from 14 July 2025 on is pending',
    kind: 'binary',
    opensAt: '2025-07-15T04:00:00Z',
    closesAt: '2025-09-03T04:00:00Z',
    settleBy: '2025-09-10T12:00:00Z',
    afterSettle: 'confirm',
    tags: ['ceasefire', 'deadline'],
  },
  {
    id: 'q3-another-oil-tariff',
    title:
      'After the tariff on India of 6 August 2025, the USA puts a tariff on another country for the same reason within 60 days',
    kind: 'binary',
    opensAt: '2025-08-07T04:00:00Z',
    closesAt: '2025-10-07T04:00:00Z',
    settleBy: '2025-10-14T12:00:00Z',
    afterSettle: 'confirm',
    tags: ['tariffs'],
  },
  {
    id: 'q4-summit-within-30-days',
    title:
      "Trump and Putin meet in person within 30 days of the envoy's first meeting with Putin from 1 to 14 August 2025",
    kind: 'binary',
    opensAt: '2025-08-01T04:00:00Z',
    closesAt: '2025-09-14T04:00:00Z',
    settleBy: '2025-09-21T12:00:00Z',
    afterSettle: 'follow',
    tags: ['talks', 'summit'],
  },
  {
    id: 'q5-trilateral-before-september',
    title: 'Trump, Putin and Zelensky meet before 1 September 2025',
    kind: 'binary',
    opensAt: '2025-08-07T04:00:00Z',
    closesAt: '2025-09-01T04:00:00Z',
    settleBy: '2025-09-08T12:00:00Z',
    afterSettle: 'confirm',
    tags: ['talks', 'summit'],
  },
  {
    id: 'q6-envoy-meetings',
    title:
      'How many times does Steve Witkoff meet Vladimir Putin as head of delegation from 20 January to 31 August 2025',
    kind: 'numeric',
    opensAt: '2025-02-10T05:00:00Z',
    closesAt: '2025-09-01T04:00:00Z',
    settleBy: '2025-09-08T12:00:00Z',
    afterSettle: 'confirm',
    tags: ['talks'],
    range: { min: 0, max: 20 },
  },
];

export const demonstrationQuestions: readonly DemonstrationQuestion[] = [
  ...sanctionsReadings.map(readingQuestion),
  ...others,
];
