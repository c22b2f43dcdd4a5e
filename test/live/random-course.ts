import { glance } from '@casus/claims';
import type { ClaimQuestion, Glance } from '@casus/claims';
import { LiveClaims } from '@casus/claims/live';
import type { LiveClaim } from '@casus/claims/live';
import type { CoverageStretch, WorldEvent } from '@casus/domain/evidence';
import { verdictText } from '@casus/domain/verdict';
import { seededRandom } from '../faults/random.ts';
import type { Dice } from '../prove/dice.ts';
import { diceOf } from '../prove/dice.ts';
import { caseOf } from '../prove/prove.ts';
import { deputy } from '../prove/small-world.ts';
import { commonEvent, commonQuestion } from './common-claims.ts';
import { ChangingWorld } from './changing-world.ts';

/** Claims that live through the same course, and changes in it. */
const claimsPerCourse = 6;
const changesPerCourse = 24;
/** Beyond everything in the small world. */
const farOff = 1_000_000_000;

/** What a live claim said that the evaluation of all that is known does not. */
export interface Difference {
  readonly step: number;
  readonly question: ClaimQuestion;
  readonly said: string;
  readonly is: string;
}

/** What lives through a course: claims of the common shapes, or with them those of the random proof. */
export type Cast = 'common' | 'all';

/** A course of the small world, seeded: the first difference, and how many verdicts were compared. */
export function runCourse(
  seed: number,
  cast: Cast,
  engine: typeof LiveClaims = LiveClaims,
): { readonly difference: Difference | null; readonly compared: number } {
  const dice = diceOf(seededRandom(seed));
  const vague = dice.chance(0.4);
  const { questions, pool } = cast === 'common' ? commonCast(dice, vague) : wholeCast(dice, vague, seed);
  const world = new ChangingWorld();
  world.affiliations = [deputy];
  world.stretches = readTo(dice, dice.between(0, 6));
  const live = new engine(world.surroundings);
  let compared = 0;
  for (let step = 0; step < changesPerCourse; step += 1) {
    // claims are opened before, during and after what happens
    if (step % 3 === 0 && step / 3 < claimsPerCourse) {
      const question = questions[step / 3];
      if (question) live.open(String(step / 3), question);
    }
    change({ dice, vague, pool }, world, live);
    live.look();
    for (const [index, question] of questions.entries()) {
      const claim = live.get(String(index));
      if (claim === undefined) continue;
      compared += 1;
      const wrong = wrongIn(live, claim, glance(question, world.evidence()));
      if (wrong !== null) return { difference: { step, question, ...wrong }, compared };
    }
  }
  return { difference: null, compared };
}

function wrongIn(
  live: LiveClaims,
  claim: LiveClaim,
  glanced: Glance,
): Pick<Difference, 'said' | 'is'> | null {
  const is = textOf(glanced);
  const said = textOf(live.glanceAt(claim));
  const short = `${verdictText(claim.value)} ${verdictText(claim.asKnown)}`;
  return said === is && is.startsWith(`${short} `) ? null : { said: `${short} | ${said}`, is };
}

interface Members {
  readonly questions: readonly ClaimQuestion[];
  readonly pool: readonly WorldEvent[];
}

function commonCast(dice: Dice, vague: boolean): Members {
  return {
    questions: Array.from({ length: claimsPerCourse }, () => commonQuestion(dice)),
    pool: Array.from({ length: 16 }, (_, index) => commonEvent(dice, `e${index}`, vague)),
  };
}

function wholeCast(dice: Dice, vague: boolean, seed: number): Members {
  const cases = Array.from({ length: claimsPerCourse }, (_, index) => caseOf(seed * 1000 + index));
  const pool = cases
    .slice(0, 4)
    .flatMap(({ events }, index) =>
      events.map((event) => renamed(vague ? event : cleared(event), `c${index}-`)),
    );
  const questions = cases.map(({ question }, index) => (index % 2 === 0 ? question : commonQuestion(dice)));
  return { questions, pool };
}

function textOf({ value, asKnown, decidedAt, doubts }: Glance): string {
  return `${verdictText(value)} ${verdictText(asKnown)} ${decidedAt} ${doubts}`;
}

function renamed(event: WorldEvent, prefix: string): WorldEvent {
  return { ...event, id: prefix + event.id, roots: event.roots.map((root) => prefix + root) };
}

/** Nothing of the event is in doubt. */
function cleared(event: WorldEvent): WorldEvent {
  const { from } = event.interval;
  const due = event.attributes['due']?.[0];
  const ends = typeof due === 'object' && 'ends' in due ? due.ends : [from + 2];
  return {
    ...event,
    interval: { from, to: from + 1 },
    status: 'certain',
    attributes: { p: [event.attributes['p']?.[0] ?? 1], due: [{ ends: ends.slice(0, 1) }] },
  };
}

interface Course {
  readonly dice: Dice;
  /** Whether events are in doubt now and then. */
  readonly vague: boolean;
  readonly pool: readonly WorldEvent[];
}

/** One thing happens, or is learnt: a report comes, late or again, is corrected or retracted, a source is read. */
function change({ dice, vague, pool }: Course, world: ChangingWorld, live: LiveClaims): void {
  world.logTime += dice.between(0, 3) * 1000;
  const [first, ...others] = pool;
  if (first === undefined) return;
  const event = dice.pick([first, ...others]);
  const kind = dice.between(0, 19);
  if (kind < 9) world.put(live, event);
  else if (kind < 11) world.put(live, corrected(dice, vague, world.events.get(event.id) ?? event));
  else if (kind < 14) world.remove(live, event.id);
  else if (kind < 18) world.read(live, readTo(dice, dice.between(3, 10)));
  else changeRegisters(dice, world, live);
}

function corrected(dice: Dice, vague: boolean, event: WorldEvent): WorldEvent {
  const from = dice.between(3, 8);
  const precise = !vague || dice.chance(0.7);
  return {
    ...event,
    interval: { from, to: from + (precise ? 1 : 2) },
    status: !vague || dice.chance(0.9) ? 'certain' : 'possible',
  };
}

function changeRegisters(dice: Dice, world: ChangingWorld, live: LiveClaims): void {
  if (dice.chance(0.5)) {
    world.affiliations = dice.chance(0.5) ? [] : [deputy];
    live.actorsChanged([deputy.actor]);
  } else {
    world.unreadable = dice.between(0, 1);
    live.everythingChanged();
  }
}

/** Mostly all sources alike up to a second; sometimes with a gap, or one less far than the other. */
function readTo(dice: Dice, to: number): readonly CoverageStretch[] {
  const behind = dice.chance(0.2) ? dice.between(2, 9) : to;
  const gap = dice.chance(0.15) ? dice.between(2, 8) : -1;
  return [
    ...stretchesOf('p', to >= 10 ? farOff : to, gap),
    ...stretchesOf('q', behind >= 10 ? farOff : behind, -1),
  ];
}

function stretchesOf(source: string, to: number, gap: number): readonly CoverageStretch[] {
  const whole = { source, type: '*', from: -farOff, to, recordId: source, offset: 0 };
  if (gap < 0 || gap + 1 >= to) return [whole];
  return [
    { ...whole, to: gap },
    { ...whole, from: gap + 1 },
  ];
}
