import { publishedAggregate } from '@casus/domain/questions';
import type { QuestionRow } from '@casus/domain/questions';
import { isoOf, isoOrNull } from '../../api/times.ts';
import type { PublishedData } from './shapes.ts';

/** A question without what the crowd and the engine say of it. */
export function questionFact(
  question: QuestionRow,
): Omit<PublishedData['question-changed'], 'position' | 'at'> {
  const { questionId, definition, status, revision, closedAt, undecided, resolution, contest } = question;
  const { title, kind, tags, opensAt, closesAt, settleBy, claim } = definition;
  return {
    id: questionId,
    title,
    kind,
    status,
    revision,
    tags,
    opensAt,
    closesAt,
    settleBy,
    revealAt: definition.revealAt ?? opensAt,
    closedAt: isoOrNull(closedAt),
    range: definition.range ?? null,
    days: definition.days ?? null,
    options: definition.options ?? null,
    aggregate: publishedAggregate(definition),
    claim,
    finePrint: definition.finePrint ?? null,
    conditions: definition.conditions ?? [],
    undecided: undecided && { reason: undecided.reason, at: isoOf(undecided.at) },
    outcome: resolution?.outcome ?? null,
    contested: contest !== null,
  };
}
