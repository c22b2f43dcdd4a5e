import type { ClaimQuestion } from '@casus/claims';
import { seededRandom } from '../../faults/random.ts';
import { diceOf } from '../../prove/dice.ts';
import type { Dice } from '../../prove/dice.ts';
import { caughtUp, disturbed, filed, shuffled, startingRecords } from './courses.ts';
import type { Stamped, TakenReport } from './courses.ts';
import { dyadQuestion, dyadsOf } from './dyads.ts';
import type { Dyad } from './dyads.ts';
import { fromScratch, replayed } from './replayed.ts';

const readThrough = '2018-06-15';
const endMs = Date.parse('2018-07-02T00:00:00Z');

/** What three replays of the same reports came to. */
export interface Compared {
  readonly claims: number;
  readonly events: number;
  readonly byValue: Readonly<Record<string, number>>;
  /** Verdicts that differ from the evaluation from nothing, which is made once, after the first log. */
  readonly differing: readonly string[];
  readonly runs: readonly object[];
}

/** The reports in order, shuffled with their stamps, and disturbed; with claims about the busiest of their dyads. */
export function compareReplays(reports: readonly TakenReport[], claims: number, seed: number): Compared {
  const dice = diceOf(seededRandom(seed));
  const inOrder = reports.map((report) => filed(report));
  const events = replayed(wholeLog(inOrder), new Map()).evidence.eventsOf('*');
  const questions = questionsAbout(dice, dyadsOf(events), claims);
  const logs = { inOrder, shuffled: shuffled(dice, inOrder), disturbed: disturbed(dice, reports) };
  const differing: string[] = [];
  const runs: object[] = [];
  let truth: ReadonlyMap<string, string> | null = null;
  for (const [name, log] of Object.entries(logs)) {
    const { verdicts, evidence, ...costs } = replayed(wholeLog(log), questions);
    truth ??= fromScratch(evidence, questions);
    for (const [id, is] of truth) {
      const said = verdicts.get(id);
      if (said !== is) differing.push(`${name}: ${id} says ${said}, but it is ${is}`);
    }
    runs.push({ log: name, records: log.length, ...costs });
  }
  return { claims: questions.size, events: events.length, byValue: countsOf(truth), differing, runs };
}

/** At least four claims a dyad, the busiest first. */
function questionsAbout(
  dice: Dice,
  dyads: readonly Dyad[],
  claims: number,
): ReadonlyMap<string, ClaimQuestion> {
  const perDyad = Math.ceil(claims / Math.max(1, Math.min(dyads.length, claims / 4)));
  const questions = new Map<string, ClaimQuestion>();
  for (const dyad of dyads) {
    for (let index = 0; index < perDyad && questions.size < claims; index += 1) {
      questions.set(`${dyad.join(' ')} ${index}`, dyadQuestion(dice, dyad));
    }
  }
  return questions;
}

function wholeLog(reports: readonly Stamped[]): readonly Stamped[] {
  return [...startingRecords(), ...reports, caughtUp(readThrough, endMs)];
}

function countsOf(truth: ReadonlyMap<string, string> | null): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const text of truth?.values() ?? []) {
    const [value = ''] = text.split(' ');
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}
