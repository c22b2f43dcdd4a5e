import { claimQuestionOf } from '@casus/claims/resolver';
import { evaluate, touchMask } from '@casus/claims';
import { DomainError } from '@casus/domain';

import { saidView, verdictView } from './present/question.ts';
import { explanationOf } from './present/verdict.ts';
import type { ProvenVerdictView } from './shapes/verdict.ts';
import { findCertificate } from './store/certificates.ts';
import { loadEvidence } from './store/evidence.ts';
import type { FoundQuestion } from './store/questions.ts';
import { verdictAt } from './store/verdicts.ts';
import type { View } from './view.ts';

/**
 * What the engine had said by the view's cut, with its proof.
 * @throws {DomainError} `verdict-unknown`
 */
export async function publishedVerdict(
  view: View,
  { question, partition }: FoundQuestion,
): Promise<ProvenVerdictView> {
  const { verdict, questionId, definition } = question;
  if (!verdict) throw new DomainError('verdict-unknown', `Nothing has been said of ${questionId}.`);
  const found = await verdictAt(view, questionId, verdict.offset);
  const certificate = found?.verdict.certificate ?? (await findCertificate(view.db, verdict.certificateHash));
  return {
    mode: 'published',
    ...verdictView(verdict, partition),
    certificate,
    explanation: explanationOf(claimQuestionOf(definition), verdict.verdict, certificate),
  };
}

/**
 * What today's engine says of what was known at the view's cut.
 * @throws {DomainError} `verdict-unknown` for a question that a human decides
 */
export async function knowableVerdict(
  view: View,
  { question: { questionId, definition } }: FoundQuestion,
): Promise<ProvenVerdictView> {
  const asked = claimQuestionOf(definition);
  if (!asked) throw new DomainError('verdict-unknown', `No claim decides ${questionId}.`);
  const types = touchMask(asked).patterns.flatMap((pattern) => pattern.types);
  const evidence = await loadEvidence(view, types);
  const { verdict, certificate } = evaluate(asked, evidence);
  return {
    mode: 'knowable',
    ...saidView(verdict),
    world: certificate.cut,
    engine: certificate.engine,
    position: null,
    saidAt: null,
    certificate,
    explanation: explanationOf(asked, verdict, certificate),
  };
}
