import { evaluate } from '@casus/claims';
import type { ClaimQuestion } from '@casus/claims';
import { outlook, outlookText } from '@casus/claims/outlook';
import type { Outlook } from '@casus/claims/outlook';
import type { Evidence } from '@casus/domain/evidence';
import { inSlices } from './in-slices.ts';
import { explanationOf } from './present/verdict.ts';
import { isoOfSecond } from './times.ts';

const budgetMs = 5_000;

/** Why a question stands as it does, and what would change that, as it is shown. */
export async function outlookView(asked: ClaimQuestion, evidence: Evidence) {
  const { verdict, certificate } = evaluate(asked, evidence);
  const looked = await inSlices(outlook(asked, evidence), budgetMs);
  return {
    value: verdict.value,
    asKnown: verdict.asKnown,
    why: [...explanationOf(asked, verdict, certificate)],
    waitingFor: verdict.waitingFor.map(({ source, until }) => ({ source, until: isoOfSecond(until) })),
    ...(looked.complete ? changesView(asked, looked.result) : { flips: [], unconfirmed: [], next: [] }),
    complete: looked.complete,
  };
}

function changesView(asked: ClaimQuestion, found: Outlook) {
  const text = outlookText(asked.claim, found);
  return {
    flips: found.flips.map(({ from, until, value }, index) => ({
      from: isoOfSecond(from),
      until: isoOfSecond(until),
      value,
      text: text.flips[index] ?? '',
    })),
    unconfirmed: found.unconfirmed.map(({ event, ifSo, ifNot }, index) => ({
      eventId: event.id,
      ifConfirmed: ifSo,
      ifNot,
      text: text.unconfirmed[index] ?? '',
    })),
    next: found.next.map(isoOfSecond),
  };
}
