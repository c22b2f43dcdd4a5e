import { touchMask } from '@casus/claims';
import { dryRun, summaryOf } from '@casus/claims/dry-run';
import type { PastWindow } from '@casus/claims/dry-run';
import { describe } from '@casus/claims/english';
import type { ClaimQuestion } from '@casus/claims';
import type { Evidence } from '@casus/domain/evidence';
import { inSlices } from './in-slices.ts';
import { isoOfSecond } from './times.ts';

/** After so long it answers with the windows gone through so far. */
const budgetMs = 5_000;
const daySeconds = 86_400;

/** How a claim is tried. */
export interface Trial {
  readonly stepDays: number;
  readonly windows: number;
}

export interface Tried {
  readonly windows: readonly PastWindow[];
  readonly complete: boolean;
}

/** Goes through past windows, in slices that leave the event loop free for others. */
export async function tryClaim(
  asked: ClaimQuestion,
  evidence: Evidence,
  { stepDays, windows }: Trial,
): Promise<Tried> {
  const step = stepDays * daySeconds;
  const work = dryRun(asked, evidence, { step, windows, ...recordedSpan(asked, evidence) });
  const { found, complete } = await inSlices(work, budgetMs);
  return { windows: found, complete };
}

/** From the first to the last second of which an event of the claim's types, or reading for it, is recorded. */
function recordedSpan(asked: ClaimQuestion, evidence: Evidence): { since: number; until: number } {
  const types = touchMask(asked).patterns.flatMap((pattern) => pattern.types);
  const events = types.flatMap((type) => evidence.eventsOf(type).map(({ interval }) => interval));
  const read = asked.coverage.flatMap(({ source }) => evidence.coverageOf(source));
  const all = [...events, ...read];
  return {
    since: all.reduce((least, { from }) => Math.min(least, from), Infinity),
    until: all.reduce((most, { to }) => Math.max(most, to), -Infinity),
  };
}

/** The answer as it is shown. */
export function triedView(asked: ClaimQuestion, { windows, complete }: Tried) {
  const summary = summaryOf(windows);
  return {
    asked: describe(asked.claim),
    summary: { ...summary, byValue: { ...summary.byValue } },
    windows: windows.map(({ shift: _shift, from, until, absorbed, ...window }) => ({
      ...window,
      from: isoOfSecond(from),
      until: isoOfSecond(until),
      absorbed: absorbed.map((each) => ({ ...each })),
    })),
    complete,
  };
}
