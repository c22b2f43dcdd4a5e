import { canonicalJson } from '@casus/domain/canonical-json';
import { verdictIdOf } from '@casus/domain/identity';
import { memoryRows } from '@casus/domain/memory-rows';
import type { MemoryRows } from '@casus/domain/memory-rows';
import { parkingFold, questionFolds } from '@casus/domain/parking';
import type { Parkings } from '@casus/domain/parking';
import { placeKey, questions, verdicts } from '@casus/domain/questions';
import type { QuestionRow } from '@casus/domain/questions';
import { questionRecord } from '@casus/domain/records';
import type { WrittenRecord } from '@casus/domain/records';
import type { Delivered } from '@casus/domain/rows';
import { isDecided } from '@casus/domain/verdict';
import { certificateSchema } from '../certificate/schema.ts';
import type { ClaimQuestion } from '../engine/outcome.ts';
import { engineVersion } from '../evaluate.ts';
import type { Evaluation } from '../evaluate.ts';
import { claimQuestionOf } from './claim-question.ts';
import type { Settled } from '../settle/index.ts';
import { Course } from './course.ts';
import { EventBudget } from './event-budget.ts';
import { Follower } from './follower.ts';
import type { FollowedDefinition, Said } from './follower.ts';
import type { ResolverSnapshot } from './resolver-snapshot.ts';
import type { RememberedWorld } from './remembered-world.ts';
import { saysOther, valueText } from './news.ts';

/** A certificate above this many bytes is stored by its hash, not in the verdict's record. */
const largestCertificateBytes = 16 * 1024;

/** What the resolver wants to append for a question, in this order. */
export interface Speech {
  readonly questionId: string;
  readonly records: readonly WrittenRecord[];
  /** Certificates too large for a record, to be stored by their hash before the append. */
  readonly certificates: readonly { readonly hash: string; readonly text: string }[];
}

export interface ResolverOptions {
  readonly world: RememberedWorld;
  /** SHA-256 as hex. */
  readonly hash: (text: string) => string;
  /** Version of the engine that says it. @default this code's */
  readonly engine?: number;
  /** Events that it may hold, alone or with others. @default any number */
  readonly budget?: EventBudget;
  /** A question is evaluated anew at each record that touches it, since its events have no room. */
  readonly onCrowded?: (questionId: string) => void;
  /** Where to go on, in a world that begins no later. @default the beginning of `questions` */
  readonly from?: ResolverSnapshot | undefined;
}

/**
 * Claims → verdicts, level-triggered: folds what stands in `questions`, its own verdicts included, compares that with
 * what it would say of the world, and speaks the difference. Any number of resolvers say the same.
 */
export class Resolver {
  readonly #options: ResolverOptions;
  readonly #engine: number;
  readonly #rows: MemoryRows;
  readonly #parkings: Parkings = new Map();
  readonly #fold: ReturnType<typeof parkingFold>;
  readonly #followers = new Map<string, Follower>();
  readonly #course: Course;
  /** Questions of which there may be something to say. */
  readonly #changed = new Set<string>();
  /** Offset of the verdict that something said was compared with and is no news to: evaluated in full once. */
  readonly #known = new WeakMap<Said, number>();

  constructor(options: ResolverOptions) {
    this.#options = options;
    const { world, budget = new EventBudget(), onCrowded, from } = options;
    this.#engine = options.engine ?? engineVersion;
    this.#rows = memoryRows(from?.rows);
    this.#fold = parkingFold(this.#rows, questionFolds, this.#parkings);
    const onChange = (questionId: string): unknown => this.#changed.add(questionId);
    this.#course = new Course({ world, budget, onChange, onCrowded }, from?.world);
    for (const each of from?.followers ?? []) this.#goOn(each);
  }

  /** All that it remembers, if it has nothing to say and is not on its way; null otherwise. */
  snapshot(): ResolverSnapshot | null {
    const world = this.#course.restsAt;
    const isParked = [...this.#parkings.values()].some(({ size }) => size > 0);
    if (world === null || isParked || this.#changed.size > 0) return null;
    const followers = [...this.#followers].map(([questionId, { followed, state }]) => {
      const known = state.said && this.#known.get(state.said);
      return { questionId, openedAt: followed.openedAt, state, known: known ?? null };
    });
    return { world, rows: this.#rows.everything(), followers };
  }

  #goOn({ questionId, openedAt, state, known }: ResolverSnapshot['followers'][number]): void {
    const question = this.#rows.get(questions, questionId);
    const followed = question && followedIn(question, openedAt);
    if (!followed) throw new Error(`the snapshot follows ${questionId}, which nobody asks`);
    const follower = new Follower(followed, state);
    if (state.said && known !== null) this.#known.set(state.said, known);
    this.#followers.set(questionId, follower);
    this.#course.goOn(questionId, follower);
  }

  /** A record of `questions`; those of `world` go into the world that it was given. */
  foldQuestion(record: Delivered): void {
    for (const folded of this.#fold(record)) this.#lookAt(folded);
  }

  #lookAt(record: Delivered): void {
    const question = this.#rows.get(questions, record.key);
    if (!question) return;
    const follower = this.#followers.get(record.key);
    this.#changed.add(record.key);
    if (question.status === 'annulled') this.#forget(record.key);
    else if (follower?.followed.definition !== question.definitionOffset) this.#follow(question, record);
  }

  /**
   * What to append so that `questions` says what the engine does; nothing once that has been folded. Yields
   * undefined between its looks at the world, so that whoever drives it can pause.
   */
  *speaking(): Generator<Speech | undefined, void> {
    for (const _ of this.#course.advance()) yield undefined;
    for (const questionId of this.#changed) {
      const follower = this.#followers.get(questionId);
      const question = this.#rows.get(questions, questionId);
      const speech = follower && question && this.#speech(question, follower);
      if (speech && speech.records.length > 0) yield speech;
      else this.#changed.delete(questionId);
    }
  }

  /** {@link speaking} in one go. */
  speak(): readonly Speech[] {
    return [...this.speaking()].filter((speech) => speech !== undefined);
  }

  /** Questions that have not settled. */
  get unsettled(): number {
    return [...this.#followers.values()].filter(({ due }) => due !== null).length;
  }

  #follow(question: QuestionRow, record: Delivered): void {
    const openedAt = Math.max(record.logTime, Date.parse(question.definition.opensAt));
    const followed = followedIn(question, openedAt);
    if (!followed) return;
    const follower = new Follower(followed);
    this.#followers.set(question.questionId, follower);
    this.#course.join(question.questionId, follower);
  }

  #forget(questionId: string): void {
    this.#followers.delete(questionId);
    this.#course.leave(questionId);
  }

  /** Events that it holds. */
  get events(): number {
    return this.#course.events;
  }

  /** Gives back what it holds. */
  end(): void {
    this.#course.end();
  }

  #speech(question: QuestionRow, follower: Follower): Speech {
    const { questionId } = question;
    const { followed, settled } = follower;
    const common = { questionId, definitionOffset: followed.definition, engineVersion: this.#engine };
    const news = this.#news(question, follower);
    const given = news && this.#given(common, followed.question, news);
    const parts = [
      ...(given ? [given] : []),
      ...(settled && this.#isLater(settled.offset, question.settled) ? [settledPart(common, settled)] : []),
    ];
    const records = parts.toSorted((a, b) => a.world - b.world).map(({ record }) => record);
    return { questionId, records, certificates: given?.certificates ?? [] };
  }

  /** What it says in full, if it has read further than the verdict that stands and says something else. */
  #news(question: QuestionRow, follower: Follower): News | undefined {
    const { said } = follower;
    const { questionId, verdict: standing, definitionOffset } = question;
    if (!said) return undefined;
    const full = (): News => ({ ...follower.evaluation(this.#options.world, said), world: said.world });
    if (standing?.definition !== definitionOffset) return full();
    if (!this.#isLater(said.world, standing) || this.#known.get(said) === standing.offset) return undefined;
    if (!isDecided(said.verdict.value) && valueText(said.verdict) === valueText(standing.verdict))
      return undefined;
    if (this.#saysOther(questionId, standing, { follower, said })) return full();
    this.#known.set(said, standing.offset);
    return undefined;
  }

  /** Whether it is news beside what stands; of a certificate that is not at hand the value alone tells. */
  #saysOther(
    questionId: string,
    { offset, verdict }: StandingVerdict,
    { follower, said }: { readonly follower: Follower; readonly said: Said },
  ): boolean {
    const row = this.#rows.get(verdicts, placeKey(questionId, offset));
    const certificate = certificateSchema.safeParse(row?.certificate).data;
    if (certificate === undefined) return valueText(said.verdict) !== valueText(verdict);
    return saysOther({ verdict, certificate }, follower.sketch(this.#options.world, said));
  }

  #given(
    common: Common,
    asked: ClaimQuestion,
    { world, verdict, certificate }: News,
  ): Part & Pick<Speech, 'certificates'> {
    const text = canonicalJson(certificate);
    const hash = this.#options.hash(text);
    const isLarge = new TextEncoder().encode(text).length > largestCertificateBytes;
    const data = {
      ...common,
      worldOffset: world,
      verdict: { ...verdict, waitingFor: [...verdict.waitingFor] },
      askedHash: this.#options.hash(canonicalJson(asked)),
      certificateHash: hash,
      ...(!isLarge && { certificate }),
    };
    const said = canonicalJson([data.verdict, hash]);
    const id = verdictIdOf({ ...common, kind: 'given', worldOffset: world, said });
    const record = questionRecord(id, { name: 'verdict-given', data });
    return { world, record, certificates: isLarge ? [{ hash, text }] : [] };
  }

  /** No less in world and engine, and more in one: an engine below the accepted one is silent. */
  #isLater(world: number, before: { readonly world: number; readonly engine: number } | null): boolean {
    if (before === null) return true;
    const [further, newer] = [world - before.world, this.#engine - before.engine];
    return further >= 0 && newer >= 0 && further + newer > 0;
  }
}

/** Undefined for what a human resolves. */
function followedIn(
  { definition, definitionOffset }: QuestionRow,
  openedAt: number,
): FollowedDefinition | undefined {
  const question = claimQuestionOf(definition);
  if (!question) return undefined;
  const rule = {
    question,
    settleAfterMs: definition.settleAfterSeconds * 1000,
    settleByMs: Date.parse(definition.settleBy),
    unconfirmed: definition.unconfirmed,
  };
  return {
    question,
    definition: definitionOffset,
    openedAt,
    follows: definition.afterSettle === 'follow',
    rule,
  };
}

/** What all records of the engine on a definition say. */
interface Common {
  readonly questionId: string;
  readonly definitionOffset: number;
  readonly engineVersion: number;
}

type StandingVerdict = NonNullable<QuestionRow['verdict']>;

interface News extends Evaluation {
  readonly world: number;
}

interface Part {
  readonly world: number;
  readonly record: WrittenRecord;
}

function settledPart(common: Common, { value, decidedAt, reason, offset }: Settled): Part {
  const why = reason === 'source-behind' || reason === 'undecided' ? { reason } : {};
  const data = { ...common, worldOffset: offset, value, decidedAt, ...why };
  const said = canonicalJson([value, decidedAt, why]);
  const id = verdictIdOf({ ...common, kind: 'settled', worldOffset: offset, said });
  return { world: offset, record: questionRecord(id, { name: 'verdict-settled', data }) };
}
