import { choiceSchema, claimSchema, measureSchema, timeSchema } from '@casus/claims/schema';
import type { QuestionDefinition } from '@casus/domain/records';
import { v5 } from 'uuid';
import type { z } from 'zod';
import type { Asked } from './decide/asked.ts';
import { questionRecords } from './rebuild/records.ts';
import type { LoggedRecord, Read } from './rebuild/records.ts';
import type { CoverageSource } from './rebuild/coverage.ts';
import { agree, canonical, refuse } from './refusal.ts';

type Records = ReturnType<typeof questionRecords>;
type Given = Extract<Records[number], { readonly name: 'verdict-given' }>['data'];

/** What was asked: the claim and the sources that absence rests on, as the records make it. */
export interface Definition {
  readonly asked: Asked;
  readonly coverage: readonly CoverageSource[];
  readonly offset: number;
}

/** @throws {Refused} for records that make no question that a claim decides */
export function definitionIn(questionId: string, records: readonly LoggedRecord[]): Definition {
  let definition: QuestionDefinition | null = null;
  let offset = 0;
  for (const record of questionRecords(records)) {
    ({ offset } = record);
    definition = definitionAfter(definition, record) ?? refuse(`record ${record.id} defines no question`);
    agree('the question of a record', 'questionId' in record.data && record.data.questionId, questionId);
  }
  for (const { key } of records) agree('the key of a record', key, questionId);
  if (definition === null) return refuse('no record opens the question');
  return { asked: askedBy(definition), coverage: definition.coverage, offset };
}

function definitionAfter(
  before: QuestionDefinition | null,
  record: Records[number],
): QuestionDefinition | null {
  if (record.name === 'question-opened' || record.name === 'question-amended') return record.data.definition;
  if (record.name !== 'coverage-source-retired' || before === null) return null;
  return { ...before, coverage: before.coverage.filter(({ source }) => source !== record.data.source) };
}

function askedBy({ kind, claim, days, options = [] }: QuestionDefinition): Asked {
  switch (kind) {
    case 'binary':
      return { kind, claim: parsed(claimSchema, claim) };
    case 'numeric':
      return { kind, claim: parsed(measureSchema, claim) };
    case 'date':
      return days ? { kind, claim: parsed(timeSchema, claim), days } : refuse('no days are asked for');
    case 'choice':
      return { kind, claim: parsed(choiceSchema, { op: 'choice', options }) };
  }
}

function parsed<T>(schema: z.ZodType<T>, claim: unknown): T {
  const { success, data } = schema.safeParse(claim);
  return success ? data : refuse('what is asked is not of the claim language');
}

/** What the ids of verdicts are made from. */
const verdictIds = '7a0d6a4e-0d3c-5c0e-9b61-0c6f1e6b5a05';

/** What a record gives as the verdict on this definition. @throws {Refused} for any other record */
export function verdictIn(
  record: LoggedRecord,
  questionId: string,
  definition: Definition,
): Read<{ data: Given }> {
  const [read] = questionRecords([record]);
  if (read?.name !== 'verdict-given') return refuse('the record gives no verdict');
  const { definitionOffset, worldOffset, engineVersion } = read.data;
  agree('the question of the verdict', read.data.questionId, questionId);
  agree('the key of the verdict', record.key, questionId);
  agree('the definition of the verdict', definitionOffset, definition.offset);
  if (record.position.offset <= definition.offset) refuse('the verdict comes before its definition');
  const said = canonical([read.data.verdict, read.data.certificateHash]);
  const named = ['given', questionId, definitionOffset, worldOffset, engineVersion, said];
  agree('the id of the verdict', record.id, v5(JSON.stringify(named), verdictIds));
  return read;
}
