import { certificateSchema } from '@casus/claims';
import { explain } from '@casus/claims/english';
import { claimQuestionOf } from '@casus/claims/resolver';
import type { QuestionRow, VerdictRow } from '@casus/domain/questions';
import { keyLines } from '@casus/prepare';
import { decidedTable, percentText } from '@casus/story';
import type { DecidedLine } from '@casus/story';
import type { Pool } from 'pg';
import type { Standalone } from './start.ts';

/** What is printed once everything is up: what was decided and why, the keys of a first start, and the address. */
export async function greeting({ url, keys, pool }: Standalone): Promise<readonly string[]> {
  const lines = await decidedLines(pool);
  return [
    '',
    ...(lines.length > 0 ? ['WHAT WAS ASKED, AND WHAT WAS DECIDED', '', ...decidedTable(lines)] : []),
    ...keyLines(keys),
    `Casus is ready: ${url}`,
    `  documentation of the API: ${url}/docs`,
    '  the story day by day:     npx -y pnpm@12.21.0 demo',
    '  Ctrl-C stops it.',
  ];
}

interface QuestionViewRow {
  readonly question: QuestionRow;
  readonly verdict: VerdictRow | null;
  readonly n: number | null;
  readonly probability: number | null;
  readonly median: number | null;
}

async function decidedLines(pool: Pool): Promise<readonly DecidedLine[]> {
  const { rows } = await pool.query<QuestionViewRow>(
    `select question.data as question, verdict.data as verdict, forecast.n, forecast.probability,
       (forecast.data #>> '{quartiles,1}')::double precision as median
     from read.questions as question
     left join read.forecasts as forecast on forecast.key = question.key and forecast.partition = question.partition
     left join lateral (
       select data from read.verdicts as said
       where said.partition = question.partition and said.data ->> 'questionId' = question.key
       order by said.from_offset desc limit 1) as verdict on true
     order by question.key limit 100`,
  );
  return rows.map(decidedLine);
}

function decidedLine(row: QuestionViewRow): DecidedLine {
  const { question, verdict } = row;
  const decidedAt = verdict?.verdict.decidedAt ?? null;
  return {
    id: question.questionId,
    title: question.definition.title,
    value: question.status === 'annulled' ? 'void' : (verdict?.verdict.value ?? null),
    decidedAt: decidedAt === null ? null : decidedAt * 1000,
    reason: question.status === 'annulled' ? 'Annulled by a curator.' : reasonOf(question, verdict),
    crowd: crowdText(row),
  };
}

function crowdText({ n, probability, median }: QuestionViewRow): string | null {
  const said = probability === null ? median?.toFixed(1) : percentText(probability);
  return said === undefined ? null : `${said}, ${n ?? 0} ${n === 1 ? 'forecaster' : 'forecasters'}`;
}

/** The first sentence of the explanation, without the answer before it. */
function reasonOf({ definition }: QuestionRow, row: VerdictRow | null): string {
  const claim = claimQuestionOf(definition);
  const certificate = certificateSchema.safeParse(row?.certificate).data;
  if (!claim || !certificate || !row) return '';
  const text = explain(claim, row.verdict, certificate).join(' ').replaceAll(/ +/gu, ' ');
  const sentence = /^[^:]+: (.*?\.)(?: |$)/u.exec(text)?.[1] ?? text;
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}
