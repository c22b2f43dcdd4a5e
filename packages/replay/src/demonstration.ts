import { readFileSync } from 'node:fs';
import { compileClaim, compileMeasure } from '@casus/claims';
import {
  ceasefireClaim,
  envoyMeasure,
  sanctionsClaim,
  summitClaim,
  tariffClaim,
  trilateralClaim,
} from '@casus/claims/corpus';
import { recordIdOf, reportIdOf } from '@casus/domain/identity';
import { questionRecord, worldRecord } from '@casus/domain/records';
import type { PredictionValue, QuestionDefinitionInput, QuestionRecordInput } from '@casus/domain/records';
import { registerRecords } from '@casus/domain/registers';
import { v5 } from 'uuid';
import { demonstrationQuestions, readingId, sanctionsReadings } from './demonstration-questions.ts';
import type { DemonstrationQuestion } from './demonstration-questions.ts';
import { parseFacts } from './facts.ts';
import type { Fact } from './facts.ts';
import { parsePredictions } from './predictions.ts';
import type { ScriptedPrediction } from './predictions.ts';
import type { Step } from './replay.ts';
import { reportSteps, startingRegister } from './report-steps.ts';
import type { ReplayedText } from './report-steps.ts';

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const start = Date.parse('2025-01-20T00:00:00Z');
/** The day on which the sources say for the last time how far they have been read. */
const lastCaughtUp = Date.parse('2025-10-25T00:00:00Z');
/** When facts are taken back: all questions have settled by then. */
const retractionAt = Date.parse('2025-10-29T12:00:00Z');
const quartileLevels = [0.25, 0.5, 0.75] as const;

/** Any fixed UUID: names the records of the demonstration, which are the same in every log. */
const namespace = 'c1b3a7f0-6f5a-5f0c-9d3e-7f0a9f2f5b11';

/** The sources that the demonstration's facts come from; absence rests on all of them. */
export const coverageSources = [
  'eu-council',
  'kremlin',
  'press',
  'russian-foreign-ministry',
  'us-customs',
  'us-treasury',
  'white-house',
] as const;

export interface Script {
  readonly steps: readonly Step[];
  readonly texts: readonly ReplayedText[];
}

/** All that happens in the demonstration but for the verdicts, in order of time. */
export function demonstrationScript(retracted: readonly string[] = []): Script {
  const facts = demonstrationFacts();
  const reports = reportSteps(facts, startingRegister());
  const predictions = parsePredictions(readDemonstration('predictions.txt'), 2025);
  const steps = [
    ...registerSteps(),
    ...caughtUpSteps(),
    ...demonstrationQuestions.map(questionStep),
    ...predictions.map(predictionStep),
    ...reports.steps,
    ...retracted.map((ref) => retractionStep(facts, ref)),
  ];
  return { steps, texts: reports.texts };
}

/** The facts of 2025 that the demonstration is made of. */
export function demonstrationFacts(): readonly Fact[] {
  return parseFacts(readDemonstration('ukraine-talks-2025.jsonl'));
}

function readDemonstration(file: string): string {
  return readFileSync(new URL(`../demonstration/${file}`, import.meta.url), 'utf8');
}

function registerSteps(): readonly Step[] {
  return registerRecords().map(({ key, id, record }) => ({
    at: start,
    topic: 'world',
    key,
    record: worldRecord(id, record),
  }));
}

/** Each source is read daily, at 12:00Z up to 04:00Z of that day, which is midnight in New York in summer. */
function caughtUpSteps(): readonly Step[] {
  const days = Array.from({ length: (lastCaughtUp - start) / dayMs }, (_, day) => start + (day + 1) * dayMs);
  return days.flatMap((day) =>
    coverageSources.map((source): Step => {
      const through = new Date(day + 4 * hourMs).toISOString();
      const data = { source, from: new Date(start).toISOString(), through };
      const id = v5(`caught-up ${source} ${through}`, namespace);
      const record = worldRecord(id, { name: 'source-caught-up', data });
      return { at: day + 12 * hourMs, topic: 'world', key: `source:${source}`, record };
    }),
  );
}

/** A source takes a report back, as its next revision. */
function retractionStep(facts: readonly Fact[], ref: string): Step {
  const fact = facts.find((each) => each.ref === ref);
  if (!fact) throw new Error(`no fact is called ${ref}`);
  const reportId = reportIdOf(fact.source, ref);
  const data = { reportId, source: fact.source, ref, revision: 1 };
  const record = worldRecord(recordIdOf(reportId, 1), { name: 'report-retracted', data });
  return { at: retractionAt, topic: 'world', key: reportId, record };
}

function questionStep(question: DemonstrationQuestion): Step {
  const { id, ...definition } = question;
  const coverage = coverageSources.map((source) => ({ source }));
  const record = questionRecord(v5(`question ${id}`, namespace), {
    name: 'question-opened',
    data: {
      questionId: id,
      by: 'demonstration',
      definition: { ...definition, tags: [...definition.tags], claim: claimOf(question), coverage },
    },
  });
  return { at: Date.parse(question.opensAt), topic: 'questions', key: id, record };
}

const drafts: ReadonlyMap<string, object> = new Map([
  ...sanctionsReadings.map((reading) => [readingId(reading), sanctionsClaim(reading)] as const),
  ['q2-ceasefire-before-deadline', ceasefireClaim],
  ['q3-another-oil-tariff', tariffClaim],
  ['q4-summit-within-30-days', summitClaim],
  ['q5-trilateral-before-september', trilateralClaim],
  ['q6-envoy-meetings', envoyMeasure],
]);

function claimOf({ id, kind }: DemonstrationQuestion): QuestionDefinitionInput['claim'] {
  const draft = drafts.get(id);
  const compiled = kind === 'numeric' ? compileMeasure(draft) : compileClaim(draft);
  if (!compiled.ok) throw new Error(`${id}: ${JSON.stringify(compiled.refusals)}`);
  // a claim is plain JSON
  return compiled.claim as unknown as QuestionDefinitionInput['claim'];
}

function predictionStep({ question, forecaster, at, value }: ScriptedPrediction): Step {
  const id = v5(`prediction ${question} ${forecaster} ${at}`, namespace);
  const by = { questionId: question, forecaster };
  const input: QuestionRecordInput =
    value === 'withdraw'
      ? { name: 'prediction-withdrawn', data: by }
      : { name: 'prediction-made', data: { ...by, value: predictionValue(value) } };
  return { at, topic: 'questions', key: question, record: questionRecord(id, input) };
}

function predictionValue(value: Exclude<ScriptedPrediction['value'], 'withdraw'>): PredictionValue {
  if ('probability' in value) return value;
  const quantiles = quartileLevels.map((level, index) => ({ level, value: value.quartiles[index] ?? 0 }));
  return { quantiles };
}
