export { standsFor } from './affiliations.ts';
export { foldWorld } from './fold-world.ts';
export {
  actors,
  counters,
  coverage,
  events,
  fluents,
  joins,
  links,
  reports,
  revisions,
  sources,
  types,
  unreadable,
} from './tables.ts';
export type {
  ActorRow,
  CoverageRow,
  EventRow,
  FluentRow,
  ReportRow,
  RevisionRow,
  SourceRow,
  TypeRow,
  UnreadableRow,
} from './tables.ts';
