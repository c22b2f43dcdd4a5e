import type { Affiliation, Evidence } from '@casus/domain/evidence';
import type { EventDraft } from './evidence.ts';
import { evidenceOf } from './evidence.ts';

/**
 * The events of 2025 that the demonstration's questions turn on, as the fold makes them of day reports that
 * are stamped 20:00Z: from local midnight to a second past the stamp.
 */

type Zone = 'NY' | 'Moscow';
type Row = readonly [ref: string, type: string, day: string, zone: Zone, who: readonly string[], more?: More];
type More = Pick<EventDraft, 'attributes' | 'roots' | 'status'>;

const trumpPutin = ['Donald Trump', 'Vladimir Putin'];
const envoyPutin = ['Steve Witkoff', 'Vladimir Putin'];
const ministers = ['Marco Rubio', 'Sergey Lavrov'];
const usOnRussia = ['USA', 'RUS'];
const three = [...trumpPutin, 'Volodymyr Zelensky'];

/** 24:00 of a day in New York in summer time. */
function endOf(day: string): number {
  return utc(`${day}T04:00:00Z`) + 86_400;
}

const days = (from: string, count: number): number[] =>
  Array.from({ length: count }, (_, index) => endOf(from) + index * 86_400);
const due = (...ends: number[]): NonNullable<More['attributes']> => ({ due: [{ ends }] });

const rows: readonly Row[] = [
  ['ut-001', 'meeting.held', '2025-02-11', 'NY', envoyPutin],
  ['ut-002', 'call.held', '2025-02-12', 'NY', trumpPutin],
  ['ut-003', 'meeting.held', '2025-02-18', 'NY', usOnRussia],
  ['ut-005', 'ceasefire.accepted', '2025-03-11', 'NY', ['UKR', 'RUS']],
  ['ut-006', 'meeting.held', '2025-03-13', 'NY', envoyPutin],
  ['ut-007', 'call.held', '2025-03-18', 'NY', trumpPutin],
  ['ut-009', 'meeting.held', '2025-04-11', 'NY', envoyPutin],
  ['ut-010', 'meeting.held', '2025-04-25', 'NY', envoyPutin],
  ['ut-014', 'call.held', '2025-05-19', 'NY', trumpPutin],
  ['ut-016', 'call.held', '2025-06-04', 'NY', trumpPutin],
  ['ut-017', 'call.held', '2025-06-14', 'Moscow', trumpPutin],
  ['ut-018', 'call.held', '2025-07-03', 'Moscow', trumpPutin],
  ['ut-046', 'meeting.held', '2025-07-10', 'NY', ministers],
  ['ut-019', 'deadline.set', '2025-07-14', 'NY', usOnRussia, { attributes: due(endOf('2025-09-02')) }],
  ['ut-021', 'sanction.imposed', '2025-07-18', 'NY', ['EU', 'RUS']],
  [
    'ut-023',
    'deadline.moved',
    '2025-07-28',
    'NY',
    usOnRussia,
    { attributes: due(...days('2025-08-07', 3)), roots: ['ut-019'] },
  ],
  [
    'ut-024',
    'deadline.moved',
    '2025-07-29',
    'NY',
    usOnRussia,
    { attributes: due(endOf('2025-08-08')), roots: ['ut-019'] },
  ],
  ['ut-025', 'tariff.imposed', '2025-07-31', 'NY', ['USA', 'IND']],
  ['ut-026', 'meeting.held', '2025-08-06', 'NY', envoyPutin],
  [
    'ut-030',
    'tariff.imposed',
    '2025-08-06',
    'NY',
    ['USA', 'IND'],
    { attributes: { reason: ['russian-oil'] } },
  ],
  ['ut-031', 'meeting.proposed', '2025-08-06', 'NY', three, { status: 'possible' }],
  [
    'ut-033',
    'meeting.scheduled',
    '2025-08-08',
    'NY',
    trumpPutin,
    { attributes: { for: [{ ends: [endOf('2025-08-15')] }] } },
  ],
  ['ut-034', 'deadline.lapsed', '2025-08-09', 'NY', usOnRussia, { roots: ['ut-019'] }],
  ['ut-035', 'sanction.imposed', '2025-08-14', 'NY', usOnRussia, { attributes: { programme: ['CYBER2'] } }],
  ['ut-036', 'meeting.held', '2025-08-15', 'NY', trumpPutin],
  ['ut-037', 'meeting.held', '2025-08-18', 'NY', ['Donald Trump', 'Volodymyr Zelensky']],
  ['ut-045', 'call.held', '2025-08-18', 'Moscow', trumpPutin],
  ['ut-047', 'meeting.held', '2025-09-24', 'NY', ministers],
  ['ut-039', 'call.held', '2025-10-16', 'NY', trumpPutin],
  [
    'ut-040',
    'meeting.scheduled',
    '2025-10-16',
    'NY',
    trumpPutin,
    { attributes: { for: [{ ends: days('2025-10-16', 15) }] } },
  ],
  ['ut-048', 'call.held', '2025-10-20', 'Moscow', ministers],
  ['ut-041', 'meeting.cancelled', '2025-10-21', 'NY', trumpPutin, { roots: ['ut-040'] }],
  [
    'ut-043',
    'sanction.imposed',
    '2025-10-22',
    'NY',
    usOnRussia,
    { attributes: { programme: ['RUSSIA-EO14024'] } },
  ],
  ['ut-044', 'sanction.imposed', '2025-10-23', 'NY', ['EU', 'RUS']],
];

/** UTC second of an instant. */
export function utc(instant: string): number {
  return Date.parse(instant) / 1000;
}

function draftOf([id, type, day, zone, who, more]: Row): EventDraft {
  const from = utc(`${day}T00:00:00Z`) + (zone === 'NY' ? 4 * 3600 : -3 * 3600);
  const stamp = utc(`${day}T20:00:00Z`);
  const symmetric = /^(meeting|call)\./.test(type);
  const [actor = null, target = null] = symmetric ? [] : who;
  const named = symmetric ? { participants: who } : { actor, target };
  return { id, type, at: [from, stamp + 1], firstLogTime: stamp * 1000, ...named, ...more };
}

export const sources = [
  'press',
  'white-house',
  'kremlin',
  'russian-foreign-ministry',
  'us-treasury',
  'us-customs',
  'eu-council',
];

const offices: readonly Affiliation[] = [
  ['Donald Trump', 'USA'],
  ['Steve Witkoff', 'USA'],
  ['Marco Rubio', 'USA'],
  ['Vladimir Putin', 'RUS'],
  ['Sergey Lavrov', 'RUS'],
  ['Volodymyr Zelensky', 'UKR'],
].map(([actor = '', of = '']) => ({ actor, of, from: utc('2025-01-20T00:00:00Z'), to: Infinity }));

/** What was known at an instant: the reports stamped by then, and what the sources had declared as read. */
export function knownAt(instant: string, leftOut: readonly string[] = []): Evidence {
  const now = utc(instant);
  const events = rows.filter(([ref]) => !leftOut.includes(ref)).map(draftOf);
  return evidenceOf({
    events: events.filter((each) => (each.firstLogTime ?? 0) <= now * 1000),
    stretches: sources.map((source, offset) => ({
      source,
      type: '*',
      from: utc('2025-01-20T05:00:00Z'),
      to: Math.min(lastDeclared(now), utc('2025-10-25T04:00:00Z')),
      recordId: `caught-up-${source}`,
      offset,
    })),
    affiliations: offices,
    logTime: now * 1000,
  });
}

/** Every day at 12:00Z the sources declare that they have been read up to 04:00Z of that day. */
function lastDeclared(now: number): number {
  return Math.floor((now - 12 * 3600) / 86_400) * 86_400 + 4 * 3600;
}
