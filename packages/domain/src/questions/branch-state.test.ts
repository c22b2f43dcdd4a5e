import { expect, test } from 'vitest';
import { branchState, type ParentState, type QuestionState } from './branch-state.ts';

const open = { status: 'open' } as const;
const closed = { status: 'closed' } as const;
const ambiguous = { status: 'ambiguous' } as const;
const annulled = { status: 'annulled' } as const;
const holds = { status: 'resolved', asSupposed: true } as const;
const fails = { status: 'resolved', asSupposed: false } as const;
const yes = { status: 'resolved', outcome: 1 } as const;

test.each<readonly [readonly ParentState[], QuestionState<number>, QuestionState<number>]>([
  [[open], open, open],
  [[open], closed, closed],
  [[closed], open, closed],
  [[open], yes, closed],
  [[open], annulled, annulled],
  [[open], ambiguous, closed],
  [[holds], open, open],
  [[holds], closed, closed],
  [[holds], yes, yes],
  [[holds], annulled, annulled],
  [[holds], ambiguous, ambiguous],
  [[fails], open, annulled],
  [[fails], yes, annulled],
  [[ambiguous], open, annulled],
  [[ambiguous], yes, annulled],
  [[annulled], open, annulled],
  [[annulled], yes, annulled],
  [[holds, holds], yes, yes],
  [[holds, open], yes, closed],
  [[holds, open], open, open],
  [[holds, closed], open, closed],
  [[open, fails], open, annulled],
  [[closed, annulled], open, annulled],
])('parents %j and child %j make %j', (parents, child, branch) => {
  expect(branchState(parents, child)).toEqual(branch);
});

test('un-resolving the parent restores the state before', () => {
  const before = branchState([closed], yes);
  expect(branchState([fails], yes)).toEqual(annulled);
  expect(branchState([closed], yes)).toEqual(before);
});

test('without a condition a question stands for itself', () => {
  expect(branchState([], open)).toEqual(open);
});
