import { questionFolds } from '@casus/domain/parking';
import {
  alarms,
  conditions,
  predictions,
  questions,
  refusals,
  resolutions,
  standing,
  unconditional,
  verdicts,
} from '@casus/domain/questions';
import { tournaments } from '@casus/domain/tournaments';
import { verdictText } from '@casus/domain/verdict';
import { projectedTable } from '@casus/projection';
import type { Projection } from '@casus/projection';
import { howMany, inOrderOfLog, time } from './columns.ts';

/** All that the fold of questions decides: questions, predictions, verdicts, resolutions, and what was refused. */
export const questionsProjection: Projection = {
  name: 'questions',
  version: 1,
  topic: 'questions',
  tables: [
    projectedTable(questions, {
      columns: {
        status: { type: 'text', of: ({ status }) => status },
        opens_at: { type: 'timestamptz', of: ({ definition }) => definition.opensAt },
        closes_at: { type: 'timestamptz', of: ({ definition }) => definition.closesAt },
        tags: { type: 'text[]', of: ({ definition }) => definition.tags },
        contested: { type: 'boolean', of: ({ contest }) => contest !== null },
      },
      indexes: ['(closes_at) where until_offset is null', inOrderOfLog],
    }),
    projectedTable(predictions, {
      columns: {
        forecaster: { type: 'text', of: ({ forecaster }) => forecaster },
        status: { type: 'text', of: ({ status }) => status },
        made_at: { type: 'timestamptz', of: ({ at }) => time(at) },
      },
      indexes: ['(forecaster, key)', inOrderOfLog],
    }),
    projectedTable(standing),
    projectedTable(verdicts, {
      columns: {
        value: { type: 'text', of: ({ verdict }) => verdictText(verdict.value) },
        said_at: { type: 'timestamptz', of: ({ at }) => time(at) },
      },
      indexes: [inOrderOfLog],
    }),
    projectedTable(resolutions, {
      columns: {
        outcome: { type: 'text', of: ({ outcome }) => verdictText(outcome) },
        resolved_at: { type: 'timestamptz', of: ({ at }) => time(at) },
      },
      indexes: [inOrderOfLog],
    }),
    projectedTable(conditions),
    projectedTable(unconditional),
    projectedTable(tournaments, {
      columns: { ends_at: { type: 'timestamptz', of: ({ definition }) => definition.endsAt } },
    }),
    projectedTable(refusals, { columns: { code: { type: 'text', of: ({ code }) => code } } }),
    projectedTable(alarms, { columns: { code: { type: 'text', of: ({ code }) => code } } }),
  ],
  ...questionFolds,
  invariants: [
    { name: 'questions', table: 'questions', sql: howMany },
    { name: 'predictions', table: 'predictions', sql: howMany },
    { name: 'verdicts', table: 'verdicts', sql: howMany },
    { name: 'resolutions', table: 'resolutions', sql: howMany },
  ],
  prefetch: ({ key }) => [{ table: questions, key }],
};
