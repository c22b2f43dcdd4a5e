import type { Verdict } from '@casus/domain/verdict';
import { isDecided, verdictText } from '@casus/domain/verdict';
import type { Certificate } from '../certificate/schema.ts';

export type Saying = {
  readonly verdict: Pick<Verdict, 'value' | 'asKnown' | 'decidedAt'>;
  readonly certificate: Certificate;
};

type Sketched = {
  readonly verdict: Saying['verdict'];
  readonly certificate: Pick<Certificate, 'events' | 'thresholds'>;
};

/**
 * Whether a verdict has to be said again: another value or date, another witness, or a record that was cited and no
 * longer counts. What only joins the rest of the evidence is no news.
 */
export function saysOther(standing: Saying, now: Sketched): boolean {
  if (valueText(standing.verdict) !== valueText(now.verdict)) return true;
  if (!isDecided(now.verdict.value)) return false;
  if (witnessesOf(standing).join(' ') !== witnessesOf(now).join(' ')) return true;
  const known = new Set(recordsOf(now.certificate.events));
  return recordsOf(basisOf(standing)).some((recordId) => !known.has(recordId));
}

/** One text for one value, as known and dated. */
export function valueText({ value, asKnown, decidedAt }: Saying['verdict']): string {
  return `${verdictText(value)} ${verdictText(asKnown)} ${decidedAt ?? ''}`;
}

/** Records of the events that a measure counts. */
function witnessesOf({ certificate: { thresholds, events } }: Sketched): readonly string[] {
  const counted = new Set(thresholds.flatMap(({ witnesses }) => witnesses));
  return recordsOf(events.filter(({ id }) => counted.has(id))).toSorted();
}

function basisOf({ certificate: { basis, events } }: Saying): Certificate['events'] {
  return events.filter(({ id }) => basis.includes(id));
}

function recordsOf(events: Certificate['events']): readonly string[] {
  return events.flatMap(({ reports }) => reports.map(({ recordId }) => recordId));
}
