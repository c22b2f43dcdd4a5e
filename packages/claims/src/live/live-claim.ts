import type { Interval } from '@casus/domain/evidence';
import type { VerdictValue } from '@casus/domain/verdict';
import type { Glance } from '../engine/judge.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import type { CoverageNode } from './coverage-node.ts';
import type { PatternNode } from './pattern-node.ts';
import type { Plan } from './plan.ts';
import type { Reaching } from './reach-index.ts';
import type { Shared } from './shared-nodes.ts';

/** A claim that is kept up to date. */
export interface LiveClaim extends Reaching {
  readonly id: string;
  readonly question: ClaimQuestion;
  readonly reach: Interval;
  /** Nodes of its patterns, each once. */
  readonly patterns: readonly PatternNode[];
  readonly coverage: CoverageNode;
  /** Null for a claim that only the evaluation of its own events can tell. */
  readonly plan: Plan | null;
  /** Entries that its patterns may have taken in while a look at it cannot cost too much. */
  cheapUpTo: number;
  /** Nodes that it uses, one entry a use. */
  readonly used: readonly Shared[];
  value: VerdictValue;
  asKnown: VerdictValue;
  /** The last evaluation, and the version of coverage that it saw; null once the claim is touched. */
  glanced: { readonly glance: Glance; readonly version: number } | null;
  /** Instant that reading has to come to before it is looked at again. */
  waitsFor: number;
  touched: boolean;
  closed: boolean;
}
