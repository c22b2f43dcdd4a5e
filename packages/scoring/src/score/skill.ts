import { checkFinite, ScoringError } from '../error.ts';

/**
 * Skill: `1 − BS/BS_ref`. No unit, −∞…1: 1 is perfect, 0 no better than the reference: the base rate known at
 * the time, the crowd, or the machine's baseline. Murphy (1988), Monthly Weather Review 116.
 * @throws {ScoringError} `zero-reference` when the reference never errs
 * @example skill(0.12, 0.16) is 0.25
 */
export function skill(score: number, reference: number): number {
  checkFinite(score, 'score');
  if (!(checkFinite(reference, 'reference') > 0)) {
    throw new ScoringError('zero-reference', 'reference', `${reference} leaves nothing to gain`);
  }
  return 1 - score / reference;
}
