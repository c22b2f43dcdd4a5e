import { z } from 'zod';
import type { Delivered } from '../rows.ts';
import { sourceCaughtUp, sourceRead } from './coverage.ts';
import { eventRuled, eventsLinked, eventsUnlinked } from './events.ts';
import { clockTicked } from './keeping.ts';
import { predictionMade, predictionWithdrawn } from './predictions.ts';
import {
  conditionDecided,
  coverageSourceRetired,
  questionAmended,
  questionAnnulled,
  questionClosed,
  questionOpened,
  questionResolved,
  resolutionConfirmed,
} from './questions.ts';
import { actorRegistered, fluentRegistered, sourceRegistered, typeRegistered } from './registers.ts';
import { reportFiled, reportOverridden, reportRetracted } from './reports.ts';
import { tournamentAmended, tournamentOpened } from './tournaments.ts';
import { verdictGiven, verdictSettled } from './verdicts.ts';

/** Records of the topic `world`, stored as `casus.world.<name>.v1`. */
export const worldSchemas = {
  'report-filed': reportFiled,
  'report-overridden': reportOverridden,
  'report-retracted': reportRetracted,
  'events-linked': eventsLinked,
  'events-unlinked': eventsUnlinked,
  'event-ruled': eventRuled,
  'type-registered': typeRegistered,
  'actor-registered': actorRegistered,
  'source-registered': sourceRegistered,
  'fluent-registered': fluentRegistered,
  'source-caught-up': sourceCaughtUp,
  'source-read': sourceRead,
  'clock-ticked': clockTicked,
} as const;

/** Records of the topic `questions`, stored as `casus.questions.<name>.v1`. */
export const questionSchemas = {
  'question-opened': questionOpened,
  'question-amended': questionAmended,
  'question-closed': questionClosed,
  'question-resolved': questionResolved,
  'question-annulled': questionAnnulled,
  'resolution-confirmed': resolutionConfirmed,
  'coverage-source-retired': coverageSourceRetired,
  'condition-decided': conditionDecided,
  'prediction-made': predictionMade,
  'prediction-withdrawn': predictionWithdrawn,
  'verdict-given': verdictGiven,
  'verdict-settled': verdictSettled,
  'tournament-opened': tournamentOpened,
  'tournament-amended': tournamentAmended,
  'clock-ticked': clockTicked,
} as const;

type Schemas = Readonly<Record<string, z.ZodType>>;
type RecordOf<S extends Schemas> = {
  [Name in keyof S & string]: { readonly name: Name; readonly data: z.output<S[Name]> };
}[keyof S & string];
type InputOf<S extends Schemas> = {
  [Name in keyof S & string]: { readonly name: Name; readonly data: z.input<S[Name]> };
}[keyof S & string];

export type WorldRecord = RecordOf<typeof worldSchemas>;
export type QuestionRecord = RecordOf<typeof questionSchemas>;
/** What a writer fills in: fields with a default may be left out. */
export type WorldRecordInput = InputOf<typeof worldSchemas>;
export type QuestionRecordInput = InputOf<typeof questionSchemas>;

/** `header`: how the log itself began or was mended, nothing for a fold. `unreadable`: no known type or shape. */
export type Unread = 'header' | 'unreadable';

/** A fold came to a record of no known type or shape. */
export class UnreadableRecord extends Error {
  override readonly name = 'UnreadableRecord';

  constructor({ type, data, position: { topic } }: Delivered) {
    const schemas: Schemas = topic === 'world' ? worldSchemas : questionSchemas;
    const error = schemaOf(type, `casus.${topic}.`, schemas)?.safeParse(data).error;
    super(error ? `${type} of another shape: ${z.prettifyError(error)}` : `no type ${type} is known here`);
  }
}

export function readWorldRecord(record: Delivered): WorldRecord | Unread {
  return read<WorldRecord>(record, 'casus.world.', worldSchemas);
}

export function readQuestionRecord(record: Delivered): QuestionRecord | Unread {
  return read<QuestionRecord>(record, 'casus.questions.', questionSchemas);
}

/** The record that one of the two reads; the topic decides. */
export function readRecord(record: Delivered): WorldRecord | QuestionRecord | Unread {
  return record.position.topic === 'world' ? readWorldRecord(record) : readQuestionRecord(record);
}

/** `casus.world.report-filed.v1` for `report-filed`. */
export function worldType(name: WorldRecord['name']): string {
  return `casus.world.${name}.v1`;
}

export function questionType(name: QuestionRecord['name']): string {
  return `casus.questions.${name}.v1`;
}

function read<R extends { readonly name: string; readonly data: unknown }>(
  { type, data }: Delivered,
  prefix: string,
  schemas: Schemas,
): R | Unread {
  if (type.startsWith('casus.log.')) return 'header';
  const name = type.slice(prefix.length, -'.v1'.length);
  const parsed = schemaOf(type, prefix, schemas)?.safeParse(data);
  // the schema found under a name gives the data that the union pairs with that name
  return parsed?.success === true ? ({ name, data: parsed.data } as R) : 'unreadable';
}

function schemaOf(type: string, prefix: string, schemas: Schemas): z.ZodType | undefined {
  if (!type.startsWith(prefix) || !type.endsWith('.v1')) return undefined;
  const name = type.slice(prefix.length, -'.v1'.length);
  return Object.hasOwn(schemas, name) ? schemas[name] : undefined;
}
