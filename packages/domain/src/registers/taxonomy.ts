import type { AttributeSchema } from '../records/registers.ts';

/** A type in short: what `typeRegistered` leaves to be said. */
export interface TypeDraft {
  readonly type: string;
  readonly title: string;
  readonly symmetric?: true;
  readonly linkAttributes?: readonly string[];
  readonly attributes?: Readonly<Record<string, AttributeSchema>>;
  /** CAMEO codes that mean the type; CAMEO has none for tariffs. */
  readonly cameo?: readonly string[];
}

const text = { kind: 'text' } as const;
const date = { kind: 'date' } as const;
const names = { kind: 'names' } as const;
const report = { kind: 'report' } as const;
const count = { kind: 'number', min: 0, max: 1_000_000 } as const;
const percent = { kind: 'number', min: 0, max: 10_000 } as const;

const encounter = {
  place: text,
  level: text,
  round: count,
  durationMinutes: count,
  alsoPresent: text,
  of: report,
} as const;

const meetings: readonly TypeDraft[] = [
  {
    type: 'meeting.held',
    title: 'A meeting took place',
    symmetric: true,
    attributes: encounter,
    cameo: ['040', '042', '043', '044', '046'],
  },
  {
    type: 'meeting.scheduled',
    title: 'A meeting was scheduled',
    symmetric: true,
    attributes: { ...encounter, for: date },
  },
  {
    type: 'meeting.proposed',
    title: 'A meeting was proposed or planned',
    symmetric: true,
    attributes: { ...encounter, for: date },
    cameo: ['036'],
  },
  {
    type: 'meeting.cancelled',
    title: 'A scheduled meeting was cancelled',
    symmetric: true,
    attributes: { of: report },
  },
  {
    type: 'call.held',
    title: 'A call took place',
    symmetric: true,
    attributes: { durationMinutes: count },
    cameo: ['041'],
  },
  {
    type: 'talks.suspended',
    title: 'Talks were broken off',
    symmetric: true,
    attributes: { of: report },
    cameo: ['164'],
  },
  {
    type: 'agreement.signed',
    title: 'A formal agreement was signed',
    symmetric: true,
    attributes: { subject: text },
    linkAttributes: ['subject'],
    cameo: ['057'],
  },
];

const sanctions: readonly TypeDraft[] = [
  {
    type: 'sanction.imposed',
    title: 'Sanctions were imposed',
    attributes: { programme: text, authority: text, names, package: count, reason: text },
    linkAttributes: ['programme', 'package'],
    cameo: ['163'],
  },
  {
    type: 'sanction.lifted',
    title: 'Sanctions were eased or lifted',
    attributes: { programme: text, authority: text, names, reason: text },
    linkAttributes: ['programme'],
    cameo: ['085'],
  },
  {
    type: 'sanction.threatened',
    title: 'Sanctions were threatened',
    attributes: { programme: text, reason: text },
    cameo: ['1312'],
  },
];

const tariffAttributes = {
  ratePercent: percent,
  totalPercent: percent,
  effective: date,
  reason: text,
  secondary: { kind: 'boolean' },
} as const;

const tariffs: readonly TypeDraft[] = [
  {
    type: 'tariff.imposed',
    title: 'A tariff was ordered',
    attributes: tariffAttributes,
    linkAttributes: ['reason'],
  },
  { type: 'tariff.effective', title: 'A tariff took effect', attributes: tariffAttributes },
  { type: 'tariff.threatened', title: 'A tariff was threatened', attributes: tariffAttributes },
  { type: 'tariff.lifted', title: 'A tariff was lifted', attributes: tariffAttributes },
];

const deadlineAttributes = {
  due: date,
  days: count,
  demand: text,
  consequence: names,
  action: text,
  of: report,
} as const;

const deadlines: readonly TypeDraft[] = [
  { type: 'deadline.set', title: 'A deadline was set', attributes: deadlineAttributes },
  { type: 'deadline.moved', title: 'A deadline was moved', attributes: deadlineAttributes },
  { type: 'deadline.lapsed', title: 'A deadline passed', attributes: deadlineAttributes },
];

const ceasefireAttributes = {
  scope: text,
  days: count,
  proposedBy: text,
  place: text,
  of: report,
} as const;

const ceasefires: readonly TypeDraft[] = [
  { type: 'ceasefire.proposed', title: 'A ceasefire was proposed', attributes: ceasefireAttributes },
  { type: 'ceasefire.accepted', title: 'A ceasefire was accepted', attributes: ceasefireAttributes },
  {
    type: 'ceasefire.declared',
    title: 'A ceasefire was declared',
    attributes: ceasefireAttributes,
    cameo: ['0871'],
  },
  { type: 'ceasefire.violated', title: 'A ceasefire was violated', attributes: ceasefireAttributes },
];

const words: readonly TypeDraft[] = [
  { type: 'statement.made', title: 'A statement was made', attributes: { about: report }, cameo: ['010'] },
  {
    type: 'threat.made',
    title: 'A threat other than of sanctions or tariffs',
    cameo: ['130', '131', '1311', '1313', '132', '133', '134', '135', '136', '137', '138', '1382', '139'],
  },
];

const force: readonly TypeDraft[] = [
  { type: 'force.assault', title: 'An assault', cameo: ['180', '181', '182', '1821', '1822', '183', '1831'] },
  { type: 'force.strike', title: 'A strike from the air or with arms', cameo: ['194', '195', '196'] },
  { type: 'force.fighting', title: 'Military force', cameo: ['190', '191', '192', '193'] },
];

/** The taxonomy that a deployment starts with. */
export const taxonomy: readonly TypeDraft[] = [
  ...meetings,
  ...sanctions,
  ...tariffs,
  ...deadlines,
  ...ceasefires,
  ...words,
  ...force,
];
