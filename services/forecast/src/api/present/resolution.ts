import { claimQuestionOf } from '@casus/claims/resolver';
import type { QuestionRow, VerdictRow } from '@casus/domain/questions';
import { positionText } from '@casus/log';
import type { ResolutionView } from '../shapes/resolution.ts';
import type { FoundResolution } from '../store/resolutions.ts';

import { resolutionView } from './question.ts';
import { explanationOf, reasonsOf } from './verdict.ts';

/** Resolutions as they were made, oldest first, each with the verdict that stood then. */
export interface ResolutionHistory {
  readonly definition: QuestionRow['definition'];
  readonly made: readonly (FoundResolution & { readonly verdict: VerdictRow | undefined })[];
}

/** Ids of the texts that give humans' reasons. */
export function reasonTexts({ made }: ResolutionHistory): readonly string[] {
  return made.flatMap(({ resolution }) => resolution.reasonTextId ?? []);
}

/** `texts` are the reasons that are still kept, by text id. */
export function resolutionLines(
  { definition, made }: ResolutionHistory,
  texts: ReadonlyMap<string, string>,
): ResolutionView[] {
  return made.map(({ resolution, partition, verdict }, index) => {
    const { reasonTextId, cause, offset, by } = resolution;
    const reason = reasonTextId === undefined ? null : (texts.get(reasonTextId) ?? null);
    return {
      ...resolutionView(resolution, reason),
      cause,
      explanation:
        by === 'engine' && cause !== 'condition-failed'
          ? explained(definition, verdict, made[index - 1]?.verdict)
          : [],
      position: positionText({ topic: 'questions', partition, offset }),
    };
  });
}

function explained(
  definition: QuestionRow['definition'],
  verdict: VerdictRow | undefined,
  before: VerdictRow | undefined,
): string[] {
  if (!verdict) return [];
  const reasons = before ? reasonsOf(before, verdict) : [];
  return [...explanationOf(claimQuestionOf(definition), verdict.verdict, verdict.certificate), ...reasons];
}
