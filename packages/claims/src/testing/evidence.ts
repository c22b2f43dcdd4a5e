import type { Affiliation, CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';

/** What a test says of an event; the rest is filled in. */
export type EventDraft = Partial<Omit<WorldEvent, 'interval'>> & {
  readonly type: string;
  /** A second, or `[from, to)`. */
  readonly at: number | readonly [number, number];
};

export interface WorldDraft {
  readonly events?: readonly EventDraft[];
  /** Every source named has read everything up to here. */
  readonly through?: number;
  readonly sources?: readonly string[];
  readonly stretches?: readonly CoverageStretch[];
  readonly affiliations?: readonly Affiliation[];
  readonly logTime?: number;
  readonly unreadable?: number;
}

/** Evidence as a test puts it; event ids are `e0`, `e1`… unless given. */
export function evidenceOf(draft: WorldDraft): Evidence {
  const events = (draft.events ?? []).map(worldEvent);
  const stretches = draft.stretches ?? readThrough(draft.through ?? -Infinity, draft.sources ?? ['desk']);
  return {
    cut: 100,
    logTime: draft.logTime ?? Number.MAX_SAFE_INTEGER,
    eventsOf: (type) => events.filter((each) => isWithin(each.type, type)),
    coverageOf: (source) => stretches.filter((each) => each.source === source),
    affiliationsOf: (actor) => (draft.affiliations ?? []).filter((each) => each.actor === actor),
    isSymmetric: () => false,
    unclassified: 0,
    unreadable: draft.unreadable ?? 0,
  };
}

function readThrough(through: number, sources: readonly string[]): readonly CoverageStretch[] {
  return sources.map((source, index) => ({
    source,
    type: '*',
    from: -Infinity,
    to: through,
    recordId: `coverage-${source}`,
    offset: index,
  }));
}

export function worldEvent({ at, ...draft }: EventDraft, index = 0): WorldEvent {
  const [from, to] = typeof at === 'number' ? [at, at + 1] : at;
  const id = draft.id ?? `e${index}`;
  return {
    id,
    participants: [],
    actor: null,
    target: null,
    interval: { from, to },
    status: 'certain',
    attributes: {},
    roots: [id],
    reports: [
      { reportId: `r-${id}`, source: 'desk', stance: 'asserts', recordId: `record-${id}`, offset: index },
    ],
    firstLogTime: from * 1000,
    ...draft,
  };
}
