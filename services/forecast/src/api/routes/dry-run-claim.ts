import { touchMask } from '@casus/claims';
import { warningsOf } from '@casus/claims/language';
import { route } from '@casus/platform/http';
import type { Route } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import { triedView, tryClaim } from '../read-dry-run.ts';
import { dryRunDraft, dryRunShape } from '../shapes/dry-run.ts';
import { loadEvidence } from '../store/evidence.ts';
import { registersNow } from '../store/registers.ts';
import { readView } from '../view.ts';
import { askedFrom } from '../write/asked.ts';

export function dryRunClaimRoute(context: ApiContext): Route {
  return route({
    method: 'POST',
    path: '/v1/claims/dry-run',
    name: 'dryRunClaim',
    summary: 'What a claim would have come to in past windows; nothing is written',
    description:
      'The claim is moved back step by step over what is recorded, before a question is opened on it.',
    tag: 'Questions',
    allow: ['reader'],
    body: dryRunDraft,
    replies: { 200: dryRunShape },
  }).handle(async ({ body, headers }) => {
    const registers = await registersNow(context.pool);
    const asked = askedFrom(body, registers, context.clock());
    const types = touchMask(asked).patterns.flatMap((pattern) => pattern.types);
    const { evidence, cut } = await readView(context, { headers }, async (view) => ({
      evidence: await loadEvidence(view, types),
    }));
    const tried = await tryClaim(asked, evidence, body);
    const warnings = [...warningsOf(asked.claim, registers.vocabulary.actors)];
    return { status: 200, body: { ...triedView(asked, tried), warnings, cut } };
  });
}
