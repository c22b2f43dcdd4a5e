import { certificateSchema } from '@casus/claims';
import type { Certificate } from '@casus/claims';
import { explain } from '@casus/claims/english';
import { claimQuestionOf } from '@casus/claims/resolver';
import type { QuestionRow } from '@casus/domain/questions';
import type { QuestionRecord } from '@casus/domain/records';
import type { VerdictChange } from './story.ts';
import { answerText } from './words.ts';

type Given = Extract<QuestionRecord, { name: 'verdict-given' }>['data'];

export interface ChangedVerdict {
  readonly given: Given;
  readonly before: QuestionRow | undefined;
  readonly question: QuestionRow;
  /** Refs of reports by the `world` offset of their record. */
  readonly refs: ReadonlyMap<number, string>;
}

/** A verdict that has just been accepted, against the one that stood before it. */
export function verdictChange({ given, before, question, refs }: ChangedVerdict): VerdictChange {
  const { value, asKnown, decidedAt } = given.verdict;
  const last = before?.verdict ?? null;
  const certificate = certificateSchema.safeParse(given.certificate).data;
  return {
    questionId: question.questionId,
    before: last && answerText(last.verdict.value),
    value: answerText(value),
    asKnown: answerText(asKnown),
    decidedAt: decidedAt === null ? null : new Date(decidedAt * 1000).toISOString(),
    explanation: certificate ? explanationOf(question, given, certificate) : [],
    because: last && certificate ? freshRefs(certificate, last.world, refs) : [],
  };
}

function explanationOf(question: QuestionRow, given: Given, certificate: Certificate): readonly string[] {
  const claim = claimQuestionOf(question.definition);
  return claim ? explain(claim, given.verdict, certificate) : [];
}

/** Refs of cited reports that came after the verdict before. */
function freshRefs(
  { events }: Certificate,
  since: number,
  refs: ReadonlyMap<number, string>,
): readonly string[] {
  const cited = new Set(events.flatMap(({ reports }) => reports.map(({ offset }) => offset)));
  const fresh = [...cited].filter((offset) => offset >= since);
  return fresh.flatMap((offset) => refs.get(offset) ?? []).toSorted();
}
