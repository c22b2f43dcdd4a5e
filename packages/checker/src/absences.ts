import type { WorldRecord } from '@casus/domain/records';
import type { Absence, Certificate } from './certificate.ts';
import { typesOf, within } from './decide/match.ts';
import { patternsIn } from './decide/patterns.ts';
import type { Asked } from './decide/asked.ts';
import { reachOf } from './decide/reach.ts';
import { common, complement, never } from './decide/seconds.ts';
import { coveredFor, readIn } from './rebuild/coverage.ts';
import type { CoverageSource, ReadStretch } from './rebuild/coverage.ts';
import type { Read } from './rebuild/records.ts';
import { agree, refuse } from './refusal.ts';

/**
 * That every stretch in which nothing else is to have happened has been read: by each of the question's sources,
 * as the coverage records say.
 * @throws {Refused}
 */
export function assertAbsences(
  asked: Asked,
  sources: readonly CoverageSource[],
  certificate: Certificate,
  records: readonly Read<WorldRecord>[],
): void {
  const { absences, unreadable } = certificate;
  if (absences.length > 0 && unreadable > 0) refuse('nothing is covered while a record cannot be read');
  const read = readIn(records);
  const reach = reachOf(asked.claim);
  const patterns = patternsIn(asked.claim).map((pattern) => typesOf(pattern));
  for (const [key, stretches] of Map.groupBy(absences, ({ types }) => types.join(' '))) {
    const types = patterns.find((each) => each.join(' ') === key);
    if (types === undefined) return refuse(`no pattern of the claim is of the types ${key}`);
    const covered = types.map((type) => coveredFor(type, sources, read)).reduce(common, complement(never));
    const said = stretches.map(({ from, to }) => ({ from, to }));
    agree(`the stretches without ${key}`, said, common(covered, [reach]));
    for (const stretch of stretches)
      agree('the coverage of a stretch', stretch.coverage, closing(stretch, sources, read));
  }
}

/** The records that close a stretch, source by source. */
function closing(
  { types, from, to }: Absence,
  sources: readonly CoverageSource[],
  read: readonly ReadStretch[],
): Absence['coverage'] {
  return sources.flatMap(({ source }) => {
    const own = read.filter((each) => each.source === source && each.from < to && each.to > from);
    const related = own.filter((each) =>
      types.some((type) => within(type, each.type) || within(each.type, type)),
    );
    return related
      .map(({ recordId, offset, ...each }) => ({
        source,
        recordId,
        offset,
        from: Math.max(each.from, from),
        to: Math.min(each.to, to),
      }))
      .toSorted((a, b) => a.from - b.from || a.offset - b.offset);
  });
}
