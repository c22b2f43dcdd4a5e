import { v5 } from 'uuid';

const sources = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a01';
const events = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a02';
const writes = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a03';
const registers = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a04';
const conditions = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a06';
const facts = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a07';
const verdicts = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a05';

/** The report that a source knows as `ref`: the same in every log. */
export function reportIdOf(source: string, ref: string): string {
  return v5(ref, v5(source, sources));
}

/** The record with one revision of a report: sending it again gives the same id. */
export function recordIdOf(reportId: string, revision: number): string {
  return v5(String(revision), reportId);
}

/** The record that a client's write appends: a retry with the same key gives the same id. */
export function writeIdOf(principal: string, route: string, idempotencyKey: string): string {
  return v5(JSON.stringify([principal, route, idempotencyKey]), writes);
}

/** The event that stands on a node of the link graph (a link key, or one report set apart). */
export function eventIdOf(node: string): string {
  return v5(node, events);
}

/** The record that registers `name` (a type, an actor, a source, a fluent) with a content. */
export function registerRecordIdOf(kind: string, name: string, content: string): string {
  return v5(JSON.stringify([kind, name, content]), registers);
}

/**
 * The record of a verdict: whoever says the same of the same reading writes the same record. Something else said of
 * it is another record, so that the fold sees both and raises the alarm.
 */
export function verdictIdOf(verdict: {
  readonly kind: 'given' | 'settled';
  readonly questionId: string;
  readonly definitionOffset: number;
  readonly worldOffset: number;
  readonly engineVersion: number;
  /** One text for one content. */
  readonly said: string;
}): string {
  const { kind, questionId, definitionOffset, worldOffset, engineVersion, said } = verdict;
  return v5(JSON.stringify([kind, questionId, definitionOffset, worldOffset, engineVersion, said]), verdicts);
}

/** What is told to the outside of a row at a position: the same, however often it is told. */
export function factIdOf(fact: {
  readonly type: string;
  readonly key: string;
  readonly position: string;
}): string {
  return v5(JSON.stringify([fact.type, fact.key, fact.position]), facts);
}

/** The record that says where a parent of a conditional question stands: the same, whoever says it next. */
export function conditionIdOf(said: {
  readonly questionId: string;
  readonly parent: string;
  readonly follows: number;
  readonly state: string;
  readonly resolution?: { readonly number: number } | undefined;
}): string {
  const { questionId, parent, follows, state, resolution } = said;
  return v5(JSON.stringify([questionId, parent, follows, state, resolution?.number ?? null]), conditions);
}
