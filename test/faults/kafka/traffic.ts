import type { ReportInput } from '@casus/domain/intake';
import type { LogRecord } from '@casus/log';
import { post, postBatch } from '../post-batch.ts';
import type { Address } from '../post-batch.ts';
import type { Acknowledged, Request } from './loader.ts';

/** Whole thousandths of a probability would soon come again; these name a prediction. */
const probabilityStep = 1e-6;
const predictionEvery = 4;
const filed = 'casus.world.report-filed.v1';
const predicted = 'casus.questions.prediction-made.v1';

export interface Traffic {
  /** Takes reports. */
  readonly intake: Address;
  /** Takes predictions, from this forecaster. */
  readonly api: Address;
  readonly reports: readonly ReportInput[];
  readonly questionIds: readonly string[];
  /** Reports of a request: 1 to this many. */
  readonly largestBatch: number;
  readonly random: () => number;
}

/** What callers send: batches of reports, each once, and predictions between them. */
export function trafficOf(traffic: Traffic): () => Request {
  const { reports, largestBatch, random, questionIds } = traffic;
  let requests = 0;
  let next = 0;
  return () => {
    requests += 1;
    if (requests % predictionEvery === 0) {
      const questionId = questionIds[Math.floor(random() * questionIds.length)] ?? '';
      return predictionRequest(traffic.api, questionId, 0.001 + requests * probabilityStep);
    }
    const batch = reports.slice(next, next + 1 + Math.floor(random() * largestBatch));
    if (batch.length === 0) throw new RangeError(`all ${reports.length} reports were sent`);
    next += batch.length;
    return reportsRequest(traffic.intake, batch);
  };
}

/** What acknowledged records are called: reports by their id, predictions by question and probability. */
export function nameOf({ type, key, data }: LogRecord): string | undefined {
  if (type === filed) return key;
  if (type !== predicted) return undefined;
  const { value } = data as { readonly value: { readonly probability?: number } };
  return predictionName(key, value.probability ?? Number.NaN);
}

function predictionName(questionId: string, probability: number): string {
  return `${questionId} ${probability}`;
}

function reportsRequest(intake: Address, batch: readonly ReportInput[]): Request {
  return async (signal) => {
    const answer = await postBatch(intake, batch, signal);
    return answer?.rows.map((row): Acknowledged => {
      if (row.status === 'refused') throw new Error(`a report was refused: ${JSON.stringify(row.errors)}`);
      return { name: row.reportId, position: row.position };
    });
  };
}

/** Also one that is not decided yet (202) is recorded. */
function predictionRequest(api: Address, questionId: string, probability: number): Request {
  const name = predictionName(questionId, probability);
  const path = `/v1/questions/${questionId}/predictions`;
  const headers = { 'idempotency-key': String(probability) };
  return async (signal) => {
    const answer = await post(api, { path, body: { probability }, headers, signal });
    if (answer === undefined) return undefined;
    const position = answer.headers.get('casus-position');
    if (position === null) throw new Error(`a prediction was answered with ${answer.status} and no position`);
    return [{ name, position }];
  };
}
