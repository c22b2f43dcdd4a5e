/** Where a question stands. `ambiguous`: resolved as undecidable, such as `indeterminate` or `void`. */
export type QuestionState<Outcome> =
  | { readonly status: 'open' | 'closed' | 'ambiguous' | 'annulled' }
  | { readonly status: 'resolved'; readonly outcome: Outcome };

/** A parent's state, and whether its outcome is the one that the branch supposes. */
export type ParentState =
  | { readonly status: 'open' | 'closed' | 'ambiguous' | 'annulled' }
  | { readonly status: 'resolved'; readonly asSupposed: boolean };

/**
 * The state of the branch "child, if every parent comes out as supposed". A function of the present states
 * alone, so that un-resolving a parent or the child restores what was before.
 *
 * | parents | child | branch |
 * | --- | --- | --- |
 * | one annulled, ambiguous, or not as supposed | any | annulled |
 * | all as supposed | any | as the child |
 * | otherwise | annulled | annulled: either way the branch comes to that |
 * | all others open | open | open |
 * | one closed, or the child not open | | closed |
 * @example a child that resolves before its parent has closed its branch; when the parent then resolves as
 *   supposed, the branch resolves as the child did
 */
export function branchState<Outcome>(
  parents: readonly ParentState[],
  child: QuestionState<Outcome>,
): QuestionState<Outcome> {
  if (parents.some(fails)) return { status: 'annulled' };
  if (parents.every(holds)) return child;
  if (child.status === 'annulled') return child;
  const open = parents.every((parent) => parent.status === 'open' || holds(parent));
  return { status: open && child.status === 'open' ? 'open' : 'closed' };
}

function fails(parent: ParentState): boolean {
  switch (parent.status) {
    case 'annulled':
    case 'ambiguous':
      return true;
    case 'resolved':
      return !parent.asSupposed;
    case 'open':
    case 'closed':
      return false;
  }
}

function holds(parent: ParentState): boolean {
  return parent.status === 'resolved' && parent.asSupposed;
}
