import type { EventRow } from '@casus/domain/world';
import { z } from 'zod';
import { isoOfSecond } from '../times.ts';
import { edgeShape, edgeView, endOf, timeOf, wordOf } from './event-time.ts';

export const measureKinds = ['sanctions', 'tariffs'] as const;
export const measureStates = ['announced', 'in-force', 'ended'] as const;

/** Sanctions of a programme, or tariffs for a reason, of one side on the other. */
export const measureShape = z
  .object({
    kind: z.enum(measureKinds),
    name: z
      .string()
      .nullable()
      .describe("The programme, or a tariff's reason; null where reports name none."),
    state: z
      .enum(measureStates)
      .describe('By certain events; announced: what is known does not put it into force yet.'),
    since: z.iso
      .datetime()
      .nullable()
      .describe('By when it had come into force, the last time; null where it never did.'),
    until: z.iso.datetime().nullable().describe('By when it was lifted; null while it is in force.'),
    ratePercent: z.string().nullable().describe('Of a tariff, as last said.'),
    history: z.array(
      z.object({
        event: z.string(),
        type: z.string(),
        at: edgeShape,
        status: z.enum(['certain', 'possible', 'disputed']),
        effective: edgeShape
          .nullable()
          .describe('The end of the day, or the instant, from which it is said to hold.'),
        ratePercent: z.string().nullable(),
      }),
    ),
  })
  .meta({ id: 'Measure' });

export type MeasureView = z.infer<typeof measureShape>;

const rootOf = { sanctions: 'sanction', tariffs: 'tariff' } as const;
const nameOf = { sanctions: 'programme', tariffs: 'reason' } as const;

/** Types that tell of measures; threats are none. */
export const measureTypes = [
  'sanction.imposed',
  'sanction.lifted',
  'tariff.imposed',
  'tariff.effective',
  'tariff.lifted',
];

/**
 * What one side has imposed on the other, by kind and name. A lifting that names no programme or reason ends all of
 * its kind; a measure is in force from the day that a report says, else from its ordering.
 * @param events of {@link measureTypes}, oldest first
 * @param moment what the answer shows, UTC seconds
 */
export function measuresOf(events: readonly EventRow[], moment: number): readonly MeasureView[] {
  const live = events.filter(({ status }) => status !== 'retracted');
  return measureKinds.flatMap((kind) => {
    const ofKind = live.filter(({ type }) => type.startsWith(`${rootOf[kind]}.`));
    const names = new Set(
      ofKind.filter((event) => !isLifting(event)).map((event) => wordOf(event, nameOf[kind])),
    );
    return [...names]
      .toSorted((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1))
      .map((name) => measureView({ kind, name, events: ofKind.filter(isAbout(kind, name)), moment }));
  });
}

function isLifting({ type }: EventRow): boolean {
  return type.endsWith('.lifted');
}

function isAbout(kind: MeasureView['kind'], name: string | null): (event: EventRow) => boolean {
  return (event) => {
    const word = wordOf(event, nameOf[kind]);
    return word === name || (word === null && isLifting(event));
  };
}

interface Measure {
  readonly kind: MeasureView['kind'];
  readonly name: string | null;
  readonly events: readonly EventRow[];
  readonly moment: number;
}

function measureView({ kind, name, events, moment }: Measure): MeasureView {
  const rates = events.flatMap((event) => wordOf(event, 'ratePercent') ?? []);
  return {
    kind,
    name,
    ...inForce(events, moment),
    ratePercent: kind === 'tariffs' ? (rates.at(-1) ?? null) : null,
    history: events.map(historyEntry),
  };
}

/** What is lifted before its first day has ended without having begun. */
function inForce(
  events: readonly EventRow[],
  moment: number,
): Pick<MeasureView, 'state' | 'since' | 'until'> {
  const { since, until } = lastStretch(events.filter(({ status }) => status === 'certain'));
  const hasBegun = since <= Math.min(moment, until);
  if (until < Infinity) {
    return { state: 'ended', since: hasBegun ? isoOfSecond(since) : null, until: isoOfSecond(until) };
  }
  return hasBegun
    ? { state: 'in-force', since: isoOfSecond(since), until: null }
    : { state: 'announced', since: null, until: null };
}

/** From when the measure was last in force, and until when; infinity for never. */
function lastStretch(events: readonly EventRow[]): { readonly since: number; readonly until: number } {
  let [since, until] = [Infinity, Infinity];
  for (const event of events) {
    if (isLifting(event)) until = Math.min(until, timeOf(event).high);
    else if (since === Infinity || until < Infinity) [since, until] = [startOf(event), Infinity];
  }
  return { since, until };
}

/** The end of the day, or the instant, that a report gives; the last second of its ordering where none does. */
function startOf(event: EventRow): number {
  return endOf(event, 'effective')?.low ?? timeOf(event).high;
}

function historyEntry(event: EventRow): MeasureView['history'][number] {
  const effective = endOf(event, 'effective');
  return {
    event: event.eventId,
    type: event.type,
    at: edgeView(timeOf(event)),
    status: event.status === 'retracted' ? 'possible' : event.status,
    effective: effective && edgeView(effective),
    ratePercent: wordOf(event, 'ratePercent'),
  };
}
