import type { MatchResult } from 'ohm-js';
import type { AskedDraft } from '../language/compile-claim.ts';
import { compileAsked } from '../language/compile-claim.ts';
import type { Refusal } from '../language/draft.ts';
import { nearestWord } from '../language/nearest-word.ts';
import type { Asked } from '../language/terms.ts';
import type { Vocabulary } from '../language/vocabulary.ts';
import type { Draft } from './build.ts';
import { placeOf } from './build.ts';
import { draftOf } from './drafts.ts';
import { claimGrammar } from './grammar.ts';
import { reservedWords } from './words.ts';

/** What is wrong with a text, and where: line and column count from 1. */
export interface TextRefusal extends Refusal {
  readonly line: number;
  readonly column: number;
}

export type Kind = AskedDraft['kind'];

export type ParsedText =
  | { readonly ok: true; readonly kind: Kind; readonly draft: Draft; readonly claim: Asked }
  | { readonly ok: false; readonly refusals: readonly TextRefusal[] };

/** A longer text is no claim of 40 terms. */
const longestText = 20_000;
const tooLong = `expected at most ${longestText} characters, and brackets at most 60 deep`;

/** What a text asks. Its kind is the one given, else that of a choice, a claim or a number, whichever it is. */
export function parseText(text: string, kind?: Kind, vocabulary?: Vocabulary): ParsedText {
  if (text.length > longestText || isTooDeep(text)) {
    return { ok: false, refusals: [{ path: '', line: 1, column: 1, message: tooLong }] };
  }
  const match = claimGrammar.match(text, 'Asked');
  if (match.failed()) return { ok: false, refusals: [refusalOf(text, match)] };
  const draft = draftOf(match);
  const found = kind ?? kindOf(draft);
  const compiled = compileAsked(askedDraft(found, draft), vocabulary);
  if (compiled.ok) return { ok: true, kind: found, draft, claim: compiled.claim };
  return { ok: false, refusals: compiled.refusals.map((each) => withPlace(text, draft, each)) };
}

/** An event term or a fluent alone, as text. */
export function termDraft(
  text: string,
  rule: 'Event' | 'Fluent',
): { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly message: string } {
  if (text.length > longestText || isTooDeep(text)) return { ok: false, message: tooLong };
  const match = claimGrammar.match(text, rule);
  if (match.failed()) return { ok: false, message: refusalOf(text, match, rule).message };
  return { ok: true, draft: draftOf(match) };
}

/** A draft as the definition of a question has it: the options of a choice apart. */
export function askedDraft(kind: Kind, draft: unknown): AskedDraft {
  if (kind !== 'choice') return { kind, claim: draft };
  const options: unknown =
    typeof draft === 'object' && draft !== null && 'options' in draft ? draft.options : undefined;
  return { kind, claim: null, options };
}

const measures: ReadonlySet<unknown> = new Set([
  'count',
  'distinct',
  'sum',
  'maxWindow',
  'maxRun',
  'length',
  'time',
]);

function kindOf(draft: Draft): Kind {
  const op = typeof draft === 'object' && draft !== null && 'op' in draft ? draft.op : null;
  if (op === 'choice') return 'choice';
  return measures.has(op) ? 'numeric' : 'binary';
}

/** Whether brackets or words that take a claim each are nested too deep to be read. */
function isTooDeep(text: string): boolean {
  let [depth, deepest] = [0, 0];
  for (const [each] of text.matchAll(/[()]|\bnot\b/gu)) {
    depth += each === ')' ? -1 : 1;
    deepest = Math.max(deepest, depth);
    if (deepest > 60) return true;
  }
  return false;
}

function refusalOf(text: string, match: MatchResult, rule = 'Asked'): TextRefusal {
  const { place, expected } = failureAt(text, match, rule);
  const written = /^[A-Za-z][\w-]*|^\S/u.exec(text.slice(place))?.[0] ?? 'the end';
  const words = expected.filter((each) => reservedWords.has(each));
  const nearest = nearestWord(written, words);
  const hint = nearest === null || nearest === written ? '' : `, did you mean ${nearest}?`;
  const message = `expected ${expected.join(', ')}; got ${written}${hint}`;
  return { path: '', ...lineAndColumn(text, place), message };
}

/**
 * Where a text stops making sense. Of a word that only begins like a valid one, what could stand in place of all of it:
 * it is matched again with something there that begins like nothing.
 */
function failureAt(text: string, match: MatchResult, rule: string): Failure {
  const found = failureOf(match);
  const [begun] = /[A-Za-z][\w-]*$/u.exec(text.slice(0, found.place)) ?? [];
  const isWithinWord = begun !== undefined && /^[\w-]/u.test(text.slice(found.place));
  if (!isWithinWord) return found;
  const place = found.place - begun.length;
  const instead = failureOf(claimGrammar.match(`${text.slice(0, place)}§`, rule));
  return instead.place === place ? instead : found;
}

interface Failure {
  readonly place: number;
  readonly expected: readonly string[];
}

interface Failing {
  getRightmostFailurePosition(): number;
  getRightmostFailures(): readonly { isFluffy(): boolean; getText(): string }[];
}

function failureOf(match: MatchResult): Failure {
  const failing = match as unknown as Failing;
  const found = failing.getRightmostFailures().filter((each) => !each.isFluffy());
  return {
    place: failing.getRightmostFailurePosition(),
    expected: [...new Set(found.map((each) => each.getText()))],
  };
}

/** A refusal of a place in the JSON, with the place in the text of the innermost term around it. */
function withPlace(text: string, draft: Draft, refusal: Refusal): TextRefusal {
  let [node, place]: [unknown, number] = [draft, 0];
  for (const part of refusal.path.split('/').slice(1)) {
    node = typeof node === 'object' && node !== null ? Reflect.get(node, part) : undefined;
    place = (typeof node === 'object' && node !== null ? placeOf(node) : undefined) ?? place;
  }
  return { ...refusal, ...lineAndColumn(text, place) };
}

function lineAndColumn(text: string, place: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, place).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
