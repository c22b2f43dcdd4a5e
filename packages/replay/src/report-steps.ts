import { createHash } from 'node:crypto';
import { prepareReport, registerOf, reportInput, revisionOf } from '@casus/domain/intake';
import type { Register } from '@casus/domain/intake';
import { worldRecord } from '@casus/domain/records';
import { actors, sources, startingTypes } from '@casus/domain/registers';
import { v5 } from 'uuid';
import type { Fact } from './facts.ts';
import type { Step } from './replay.ts';

/** A text that a replayed record names by its id; it lies outside the log. */
export interface ReplayedText {
  readonly textId: string;
  /** Hex; goes with the text, and is deleted with it. */
  readonly salt: string;
  readonly text: string;
}

export interface ReportSteps {
  readonly steps: readonly Step[];
  readonly texts: readonly ReplayedText[];
}

/** A report known by its day only is stamped at 20:00Z of that day. */
const stampHourMs = 20 * 3_600_000;

/** The registers of a new deployment, as intake looks things up in them. */
export function startingRegister(): Register {
  return registerOf({ types: startingTypes(), actors, sources });
}

/**
 * The facts as reports, due on their day of publication.
 * @throws {Error} naming the fact and its fields that intake refuses
 */
export function reportSteps(facts: readonly Fact[], register: Register): ReportSteps {
  const sourceOf = new Map(facts.map(({ ref, source }) => [ref, source]));
  const texts: ReplayedText[] = [];
  const steps = facts.map((fact) => reportStep(fact, { register, sourceOf, texts }));
  return { steps, texts };
}

interface Context {
  readonly register: Register;
  readonly sourceOf: ReadonlyMap<string, string>;
  readonly texts: ReplayedText[];
}

function reportStep(fact: Fact, { register, sourceOf, texts }: Context): Step {
  const { says, ...attributes } = fact.attributes;
  const quoted = typeof says === 'string' ? quotationOf(fact, says) : undefined;
  if (quoted) texts.push(quoted.stored);
  const input = reportInput.parse({
    source: fact.source,
    ref: fact.ref,
    stance: fact.stance,
    type: fact.type,
    ...(fact.participants && { participants: fact.participants }),
    ...(fact.actor !== undefined && { actor: fact.actor, target: fact.target }),
    occurred: fact.occurred,
    publishedAt: fact.published,
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, named(name, value, sourceOf)]),
    ),
  });
  const prepared = prepareReport(input, register, quoted?.reference);
  if (!prepared.ok) throw new Error(`${fact.ref}: ${JSON.stringify(prepared.problems)}`);
  const { reportId, content } = prepared;
  const { revision, recordId } = revisionOf(reportId, content, {});
  const { source, ref } = fact;
  const data = { reportId, source, ref, revision, content };
  const at = Date.parse(`${fact.published}T00:00:00Z`) + stampHourMs;
  return {
    at,
    topic: 'world',
    key: reportId,
    record: worldRecord(recordId, { name: 'report-filed', data }),
  };
}

/** `of` and `about` name a `ref` of the file, whatever its source. */
function named(name: string, value: unknown, sourceOf: ReadonlyMap<string, string>): unknown {
  if ((name !== 'of' && name !== 'about') || typeof value !== 'string') return value;
  const source = sourceOf.get(value);
  if (source === undefined) throw new Error(`no fact is called ${value}`);
  return { source, ref: value };
}

/** Any fixed UUID: names the texts of replayed facts. */
const textNamespace = '5b1f0f7e-52a1-5c8e-8d55-0d8cf6a7c3b1';

function quotationOf(
  { source, ref }: Fact,
  text: string,
): { readonly stored: ReplayedText; readonly reference: { textId: string; hash: string } } {
  const textId = v5(`${source} ${ref}`, textNamespace);
  const salt = createHash('sha256').update(textId).digest().subarray(0, 16);
  const hash = createHash('sha256').update(salt).update(text).digest('hex');
  return { stored: { textId, salt: salt.toString('hex'), text }, reference: { textId, hash } };
}
