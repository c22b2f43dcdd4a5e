import { cutAt, standsAt } from '@casus/projection';
import type { Database } from '@casus/projection';
import { reputation } from '@casus/scoring/pools';
import { offsetsSql } from '../view.ts';

interface Found {
  readonly forecaster: string;
  readonly peer: number;
  readonly coverage: number;
}

/**
 * Reputations by forecaster from the scores that were known at a UTC midnight (epoch milliseconds), in whatever
 * partition their questions are; who has none then is left out. Provisional scores, and those whose resolution had
 * seen more of the world than stood there by then, are not known yet.
 */
export async function reputationsAt(
  db: Database,
  forecasters: readonly string[],
  midnight: number,
): Promise<ReadonlyMap<string, number>> {
  if (forecasters.length === 0) return new Map();
  const cut = await cutAt(db, midnight);
  const { rows } = await db.query<Found>(
    `select score.forecaster, sum((score.data ->> 'peer')::float8 order by score.key) as peer,
       sum((score.data ->> 'coverage')::float8 order by score.key) as coverage
     from read.scores_history as score
     join read.questions_history as question on question.key = score.data ->> 'questionId'
       and question.partition = score.partition and question.from_offset = score.from_offset
     where score.forecaster = any($1) and ${standsAt('score', offsetsSql(cut.questions))}
       and score.data ->> 'role' = 'forecaster' and not (score.data ->> 'provisional')::boolean
       and coalesce((question.data #>> '{settled,world}')::bigint, 0) <= $2
     group by score.forecaster`,
    [forecasters, cut.world[0] ?? 0],
  );
  const knownAt = midnight / 1000;
  return new Map(
    rows.map(({ forecaster, peer, coverage }) => [
      forecaster,
      reputation([{ knownAt, peer, coverage }], knownAt),
    ]),
  );
}
