import { readOccurred } from '../dates/occurred.ts';
import type { OccurredAt } from '../dates/occurred.ts';
import type { Interval } from '../evidence.ts';
import type { ReportContent } from '../records/reports.ts';
import type { Delivered, Rows } from '../rows.ts';
import { sideOf } from './affiliations.ts';
import { readAttributes } from './attributes.ts';
import { linkKeyOf } from './link-key.ts';
import { actors, sources, types } from './tables.ts';
import type { Standing, TypeRow } from './tables.ts';

const nowhen: Interval = { from: 0, to: 0 };

/** What a report's content means at a position: by the taxonomy, the sources and the offices that stand there. */
export function standingOf(rows: Rows, record: Delivered, source: string, content: ReportContent): Standing {
  const type = rows.get(types, content.type);
  const { zone, ...speaker } = speakerOf(rows, source);
  const occurred = readOccurred(content.occurred, zone);
  const interval = occurred?.interval ?? nowhen;
  const parties = partiesOf(content, type?.symmetric ?? content.participants !== undefined);
  const said = saidIn(content, type, content.occurred.zone ?? zone);
  return {
    recordId: record.id,
    offset: record.position.offset,
    logTime: record.logTime,
    stance: content.stance,
    type: content.type,
    kept: keptAs(type, occurred, record.logTime, content.stance),
    quorum: type?.quorum ?? 1,
    interval,
    linkKey: keyOf(type, occurred, parties, said),
    ...parties,
    ...said,
    ...speaker,
    ...sidesOf(rows, parties, interval),
  };
}

interface Speaker extends Pick<Standing, 'source' | 'owner' | 'official'> {
  readonly zone: string | undefined;
}

/** A source that nobody has registered owns itself and speaks for nobody. */
function speakerOf(rows: Rows, source: string): Speaker {
  const row = rows.get(sources, source);
  if (row === undefined) return { source, owner: source, official: [], zone: undefined };
  return { source, owner: row.owner, official: row.official, zone: row.zone };
}

/** Of an unknown type nothing is known, and nothing can mismatch. */
function saidIn(
  content: ReportContent,
  type: TypeRow | undefined,
  zone: string | undefined,
): Pick<Standing, 'attributes' | 'mismatched' | 'of'> {
  if (type === undefined) return { attributes: {}, mismatched: [], of: null };
  const read = readAttributes(content.attributes, type.attributes, zone);
  const of = read.attributes['of'];
  return { ...read, of: typeof of === 'string' ? of : null };
}

type Parties = Pick<Standing, 'symmetric' | 'participants' | 'actor' | 'target'>;

/** Participants may be told as actor and target, as event codes have them: the order then means nothing. */
function partiesOf(content: ReportContent, symmetric: boolean): Parties {
  const { actor = null, target = null, participants } = content;
  if (!symmetric) return { symmetric, participants: [], actor, target };
  const named = participants ?? [actor, target].filter((name) => name !== null);
  return { symmetric, participants: [...new Set(named)].toSorted(), actor: null, target: null };
}

function keptAs(
  type: TypeRow | undefined,
  occurred: OccurredAt | undefined,
  logTime: number,
  stance: ReportContent['stance'],
): Standing['kept'] {
  if (type === undefined) return 'unclassified';
  if (occurred === undefined) return 'undated';
  return stance === 'asserts' && occurred.interval.from * 1000 > logTime ? 'ahead' : 'event';
}

function keyOf(
  type: TypeRow | undefined,
  occurred: OccurredAt | undefined,
  parties: Parties,
  { attributes }: Pick<Standing, 'attributes'>,
): string | null {
  const day = occurred?.day ?? null;
  return type === undefined || day === null ? null : linkKeyOf(type, { ...parties, attributes, day });
}

function sidesOf(rows: Rows, parties: Parties, during: Interval): Pick<Standing, 'actorSide' | 'sides'> {
  const side = (actor: string): readonly string[] => sideOf(actor, during, (name) => rows.get(actors, name));
  const { actor, target, participants } = parties;
  const named = [...participants, actor, target].filter((name) => name !== null);
  return {
    actorSide: actor === null ? [] : side(actor),
    sides: [...new Set(named.flatMap(side))].toSorted(),
  };
}
