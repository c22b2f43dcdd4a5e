import { worldFolds } from '@casus/domain/parking';
import {
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
} from '@casus/domain/world';
import { projectedTable } from '@casus/projection';
import type { Projection } from '@casus/projection';

/** The world with the columns that intake reads: what any projector of it must offer. */
export const worldProjection: Projection = {
  name: 'world',
  version: 1,
  topic: 'world',
  tables: [
    projectedTable(reports, {
      columns: {
        source: { type: 'text', of: ({ source }) => source },
        ref: { type: 'text', of: ({ ref }) => ref },
      },
    }),
    projectedTable(revisions, {
      columns: {
        report_id: { type: 'text', of: ({ reportId }) => reportId },
        revision: { type: 'bigint', of: ({ revision }) => revision },
      },
    }),
    projectedTable(events),
    projectedTable(links),
    projectedTable(joins),
    projectedTable(coverage),
    projectedTable(types),
    projectedTable(actors),
    projectedTable(sources),
    projectedTable(fluents),
    projectedTable(unreadable),
    projectedTable(counters),
  ],
  ...worldFolds,
};
