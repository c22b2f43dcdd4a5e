import { compileClaim, evaluate } from '@casus/claims';
import type { CoverageStretch, Evidence, WorldEvent } from '@casus/domain/evidence';
import { isWithin } from '@casus/domain/evidence';
import type { Dice } from '../../prove/dice.ts';
import { hostileDraft, hostilities } from './drafts.ts';

/** What became of hostile claims, and the longest that one of them took. */
export interface Attack {
  readonly claims: number;
  /** Not taken in, with a place and what was expected. */
  refused: number;
  /** Not looked at, as it would have cost too much. */
  tooMany: number;
  /** Looked at, but not through all doubts. */
  bounded: number;
  /** Evaluated like any other. */
  evaluated: number;
  longestCompileMs: number;
  longestEvaluateMs: number;
  /** The claim that took longest. */
  worst: string;
}

/** Hostile claims of every kind in turn, each compiled and, if it is taken in, evaluated on the next of the worlds. */
export function attack(dice: Dice, worlds: readonly (readonly WorldEvent[])[], claims: number): Attack {
  const evidences = worlds.map(evidenceOf);
  const found: Attack = {
    claims,
    refused: 0,
    tooMany: 0,
    bounded: 0,
    evaluated: 0,
    longestCompileMs: 0,
    longestEvaluateMs: 0,
    worst: '',
  };
  for (let index = 0; index < claims; index += 1) {
    const kind = hostilities[index % hostilities.length] ?? 'broken';
    const evidence = evidences[Math.floor(index / hostilities.length) % evidences.length];
    if (evidence !== undefined) meet(found, hostileDraft(dice, kind), evidence);
  }
  return found;
}

function meet(found: Attack, draft: unknown, evidence: Evidence): void {
  const begin = performance.now();
  const compiled = compileClaim(draft);
  const compiledAt = performance.now();
  found.longestCompileMs = Math.max(found.longestCompileMs, compiledAt - begin);
  if (!compiled.ok) {
    found.refused += 1;
    return;
  }
  const question = { kind: 'binary', claim: compiled.claim, coverage: [{ source: 'wire' }] } as const;
  const { certificate } = evaluate(question, evidence);
  const ms = performance.now() - compiledAt;
  if (ms > found.longestEvaluateMs) {
    found.longestEvaluateMs = ms;
    found.worst = JSON.stringify(compiled.claim).slice(0, 2000);
  }
  if (certificate.tooMany) found.tooMany += 1;
  else if (certificate.enumerated) found.evaluated += 1;
  else found.bounded += 1;
}

function evidenceOf(events: readonly WorldEvent[]): Evidence {
  const through = 200 * 86_400;
  const wire: CoverageStretch = {
    source: 'wire',
    type: '*',
    from: -Infinity,
    to: through,
    recordId: 'r',
    offset: 0,
  };
  return {
    cut: 1,
    logTime: Number.MAX_SAFE_INTEGER,
    eventsOf: (type) => events.filter((each) => isWithin(each.type, type)),
    coverageOf: (source) => (source === 'wire' ? [wire] : []),
    affiliationsOf: () => [],
    isSymmetric: (type) => type.startsWith('meet'),
    unclassified: 0,
    unreadable: 0,
  };
}
