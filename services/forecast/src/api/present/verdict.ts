import { claimQuestionOf } from '@casus/claims/resolver';
import { certificateSchema } from '@casus/claims';
import { explain } from '@casus/claims/english';
import type { Certificate, ClaimQuestion } from '@casus/claims';
import type { QuestionRow, VerdictRow } from '@casus/domain/questions';
import type { Verdict } from '@casus/domain/verdict';
import { verdictText } from '@casus/domain/verdict';
import type { VerdictStepView } from '../shapes/verdict.ts';
import type { FoundVerdict } from '../store/verdicts.ts';
import { isoOfSecond } from '../times.ts';

import { worldPosition } from './event.ts';
import { verdictView } from './question.ts';

/** Why the engine says so, in English; nothing where the certificate is gone. */
export function explanationOf(
  asked: ClaimQuestion | undefined,
  verdict: Verdict,
  certificate: unknown,
): string[] {
  const parsed = certificateSchema.safeParse(certificate);
  return asked && parsed.success ? [...explain(asked, verdict, parsed.data)] : [];
}

/**
 * Verdicts, oldest first, each with what made the engine speak anew.
 * @param before the verdict that stood before the first of them
 */
export function verdictSteps(
  found: readonly FoundVerdict[],
  definition: QuestionRow['definition'],
  before?: FoundVerdict,
): VerdictStepView[] {
  const asked = claimQuestionOf(definition);
  return found.map(({ verdict: row, partition }, index) => ({
    ...verdictView(row, partition),
    reasons: [...reasonsOf((found[index - 1] ?? before)?.verdict, row)],
    explanation: explanationOf(asked, row.verdict, row.certificate),
  }));
}

/** Why a verdict says something else than the one before. */
export function reasonsOf(before: VerdictRow | undefined, now: VerdictRow): readonly string[] {
  if (!before) return ['The engine speaks for the first time.'];
  const amended = before.definition === now.definition ? [] : ['The question was amended.'];
  const engine = before.engine === now.engine ? [] : [`The engine is version ${now.engine} now.`];
  return [...amended, ...engine, ...changesOf(before.verdict, now.verdict), ...citedAnew(before, now)];
}

function changesOf(before: Verdict, now: Verdict): readonly string[] {
  const pairs = [
    ['The value', verdictText(before.value), verdictText(now.value)],
    ['As known, it', verdictText(before.asKnown), verdictText(now.asKnown)],
    ['The decision', momentText(before.decidedAt), momentText(now.decidedAt)],
  ] as const;
  return pairs.flatMap(([what, from, to]) => (from === to ? [] : [`${what} goes from ${from} to ${to}.`]));
}

function momentText(second: number | null): string {
  return second === null ? 'none' : isoOfSecond(second);
}

/** Records that the certificate has come to cite, or cites no more. */
function citedAnew(before: VerdictRow, now: VerdictRow): readonly string[] {
  const [old, fresh] = [citedBy(before), citedBy(now)];
  if (!old || !fresh) return [];
  const added = [...fresh].filter(([offset]) => !old.has(offset));
  const gone = [...old].filter(([offset]) => !fresh.has(offset));
  return [
    ...added.map(([offset, type]) => `It cites ${type} (${worldPosition(offset)}).`),
    ...gone.map(([offset, type]) => `It no longer cites ${type} (${worldPosition(offset)}).`),
  ];
}

/** Types of cited events by the world offsets of their reports. */
function citedBy({ certificate }: VerdictRow): ReadonlyMap<number, string> | undefined {
  const parsed = certificateSchema.safeParse(certificate);
  if (!parsed.success) return undefined;
  const { events }: Certificate = parsed.data;
  return new Map(events.flatMap(({ type, reports }) => reports.map(({ offset }) => [offset, type] as const)));
}
