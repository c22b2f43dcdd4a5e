import { actText } from '@casus/claims/english';
import type { ReportContent, WorldRecord } from '@casus/domain/records';

/** What a source said, or took back. */
export interface WrittenReport {
  readonly ref: string;
  readonly source: string;
  /** A clause without a full stop. */
  readonly text: string;
}

/** The report in a `world` record; undefined for records that report nothing. */
export function reportedIn(record: WorldRecord): WrittenReport | undefined {
  if (record.name === 'report-filed') {
    const { ref, source, content } = record.data;
    const denies = content.stance === 'denies' ? 'denies that ' : '';
    return { ref, source, text: `${denies}${actText(content)}${detailText(content)}` };
  }
  if (record.name === 'report-retracted') {
    const { ref, source } = record.data;
    return { ref, source, text: `takes ${ref} back` };
  }
  if (record.name !== 'report-overridden') return undefined;
  const { ref, override } = record.data;
  const did = override.state === 'lifted' ? 'lets the source speak again on' : 'overrides';
  return { ref, source: 'curator', text: `${did} ${ref} (${override.state})` };
}

/** The attributes that tell one act from another. */
const telling = ['place', 'programme', 'reason', 'due', 'for', 'package', 'demand', 'action'] as const;

function detailText({ attributes }: ReportContent): string {
  const details = telling.flatMap((name) => {
    const value = attributes[name];
    return value === undefined ? [] : [`${name} ${valueText(value)}`];
  });
  return details.length > 0 ? ` (${details.join(', ')})` : '';
}

function valueText(value: ReportContent['attributes'][string]): string {
  if (typeof value !== 'object') return String(value);
  return 'from' in value ? `${value.from} to ${value.to}` : value.join(', ');
}
