import type { AllRows } from '@casus/domain/memory-rows';
import type { FollowerState } from './follower.ts';

/** A resolver that has nothing to say, to go on from. */
export interface ResolverSnapshot {
  /** Offset of the next record of `world`. */
  readonly world: number;
  /** The fold of its partition of `questions`. */
  readonly rows: AllRows;
  readonly followers: readonly {
    readonly questionId: string;
    /** Epoch milliseconds. */
    readonly openedAt: number;
    readonly state: FollowerState;
    /** Offset of the verdict to which what it says is no news; null where that was not asked. */
    readonly known: number | null;
  }[];
}
