import { verdictText } from '@casus/domain/verdict';
import type { PastWindow } from './dry-run.ts';

/** What a dry run came to. */
export interface DryRunSummary {
  readonly windows: number;
  /** Windows by value, as known. */
  readonly byValue: Readonly<Record<string, number>>;
  /** Share of true among the true and the false ones, 0 to 1; null where there are none. */
  readonly baseRate: number | null;
  readonly ties: number;
  readonly unconfirmed: number;
  /** Events that the claim's `starts` took for no new ones, over all windows. */
  readonly absorbed: number;
}

export function summaryOf(windows: readonly PastWindow[]): DryRunSummary {
  const byValue: Record<string, number> = {};
  for (const { value } of windows) byValue[verdictText(value)] = (byValue[verdictText(value)] ?? 0) + 1;
  const [yes, no] = [byValue['true'] ?? 0, byValue['false'] ?? 0];
  return {
    windows: windows.length,
    byValue,
    baseRate: yes + no === 0 ? null : yes / (yes + no),
    ties: windows.filter(({ tied }) => tied).length,
    unconfirmed: windows.filter(({ unconfirmed }) => unconfirmed).length,
    absorbed: windows
      .flatMap(({ absorbed }) => absorbed)
      .reduce((sum, { events, starts }) => sum + events - starts, 0),
  };
}
