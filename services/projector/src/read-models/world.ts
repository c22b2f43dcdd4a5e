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
import { howMany, inOrderOfLog, second, time, timeOrNull } from './columns.ts';

/** All that the fold of `world` makes: reports and their revisions, events, coverage, registers. */
export const worldProjection: Projection = {
  name: 'world',
  version: 2,
  topic: 'world',
  tables: [
    projectedTable(reports, {
      columns: {
        source: { type: 'text', of: ({ source }) => source },
        ref: { type: 'text', of: ({ ref }) => ref },
        live: { type: 'boolean', of: ({ live }) => live },
        said_at: {
          type: 'timestamptz',
          of: ({ standing, firstLogTime }) => timeOrNull(standing?.logTime ?? firstLogTime),
        },
      },
      indexes: ['(source, said_at) where until_offset is null'],
    }),
    projectedTable(revisions, {
      columns: {
        report_id: { type: 'text', of: ({ reportId }) => reportId },
        revision: { type: 'bigint', of: ({ revision }) => revision },
        recorded_at: { type: 'timestamptz', of: ({ logTime }) => time(logTime) },
      },
      indexes: ['(report_id)'],
    }),
    projectedTable(events, {
      columns: {
        type: { type: 'text', of: ({ type }) => type },
        actors: {
          type: 'text[]',
          of: ({ participants, actor, target }) => [
            ...participants,
            ...[actor, target].filter((name) => name !== null),
          ],
        },
        status: { type: 'text', of: ({ status }) => status },
        occurred_from: { type: 'timestamptz', of: ({ interval }) => second(interval.from) },
        occurred_to: { type: 'timestamptz', of: ({ interval }) => second(interval.to) },
      },
      indexes: [
        '(occurred_from, key) where until_offset is null',
        '(type, occurred_from) where until_offset is null',
        inOrderOfLog,
        '(partition, until_offset) where until_offset is not null',
      ],
    }),
    projectedTable(links),
    projectedTable(joins),
    projectedTable(coverage, {
      columns: {
        source: { type: 'text', of: ({ source }) => source },
        type: { type: 'text', of: ({ type }) => type },
      },
    }),
    projectedTable(types),
    projectedTable(actors),
    projectedTable(sources),
    projectedTable(fluents),
    projectedTable(unreadable),
    projectedTable(counters),
  ],
  ...worldFolds,
  invariants: [
    { name: 'reports', table: 'reports', sql: howMany },
    { name: 'revisions', table: 'revisions', sql: howMany },
    { name: 'records that are parked', table: 'unreadable', sql: howMany },
  ],
};
