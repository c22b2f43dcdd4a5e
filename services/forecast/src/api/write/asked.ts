import { claimQuestionOf } from '@casus/claims/resolver';
import type { ClaimQuestion } from '@casus/claims';
import { Problem } from '@casus/platform/http';
import type { DryRunDraft } from '../shapes/dry-run.ts';
import type { Registers } from '../store/registers.ts';
import { definitionFrom } from './definition.ts';

const dayMs = 86_400_000;
/** Far enough for every claim to settle in. */
const longMs = 20 * 365 * dayMs;

/**
 * What a draft asks, without the question around it.
 * @throws {Problem} `invalid-request` with every field that is wrong, or for what no claim decides
 */
export function askedFrom(
  { kind, claim = null, days, options, coverage }: DryRunDraft,
  registers: Registers,
  nowMs: number,
): ClaimQuestion {
  const definition = definitionFrom(
    {
      title: 'dry run',
      kind,
      claim,
      ...(days !== undefined && { days }),
      ...(options !== undefined && { options }),
      ...(coverage !== undefined && { coverage }),
      ...(kind === 'numeric' && { range: { min: 0, max: 1 } }),
      opensAt: new Date(nowMs).toISOString(),
      closesAt: new Date(nowMs + dayMs).toISOString(),
      settleBy: new Date(nowMs + longMs).toISOString(),
      settleAfterSeconds: 259_200,
      afterSettle: 'confirm',
      unconfirmed: 'no',
      tags: [],
      aggregate: kind === 'binary' || kind === 'choice' ? 'geometric-mean-of-odds' : 'mean-of-cdfs',
    },
    registers,
  );
  const asked = claimQuestionOf(definition);
  if (asked !== undefined) return asked;
  const expected = 'a claim that decides it';
  throw new Problem('invalid-request', 'There is no claim to be tried.', {
    errors: [{ in: 'body', field: 'claim', expected, message: `expected ${expected}` }],
  });
}
