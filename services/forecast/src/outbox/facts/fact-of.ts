import { canonicalJson } from '@casus/domain/canonical-json';
import { factIdOf } from '@casus/domain/identity';
import type { PredictionRow, QuestionRow, ResolutionRow, VerdictRow } from '@casus/domain/questions';
import type { QuestionDefinition } from '@casus/domain/records';
import type { EventRow } from '@casus/domain/world';
import { positionText } from '@casus/log';
import type { Json } from '@casus/log';
import type { Fact } from '@casus/log/published';
import { eventView } from '../../api/present/event.ts';
import { predictionView } from '../../api/present/prediction.ts';
import { resolutionView, saidView } from '../../api/present/question.ts';
import { scoreView } from '../../api/present/score.ts';
import type { ForecastRow, ScoreRow } from '../../api/store/rows.ts';
import { isoOf } from '../../api/times.ts';
import type { Change } from '../change.ts';
import { questionFact } from './question-fact.ts';
import { publishedSchemas, publishedType } from './shapes.ts';
import type { PublishedData, PublishedName } from './shapes.ts';

/** What a fact says, beside where and when. */
type Told = {
  [Name in PublishedName]: {
    readonly name: Name;
    /** Of the question or event: facts of a key keep their order. */
    readonly key: string;
    readonly data: Omit<PublishedData[Name], 'position' | 'at'>;
  };
}[PublishedName];

/**
 * The fact that a change is to the outside; undefined where it is none. Its id is made of its kind, its row and the
 * position: the same whenever it is told.
 */
export function factOf(change: Change): Fact | undefined {
  const told = toldBy(change);
  if (!told) return undefined;
  const { topic, partition, offset, logTime, key } = change;
  const position = positionText({ topic, partition, offset });
  const data = publishedSchemas[told.name].parse({ ...told.data, position, at: isoOf(logTime) });
  const type = publishedType(told.name);
  // a shape of a fact holds nothing that JSON cannot carry
  return { key: told.key, record: { id: factIdOf({ type, key, position }), type, data: data as Json } };
}

function toldBy(change: Change): Told | undefined {
  switch (change.kind) {
    case 'event':
      return eventFact(change);
    case 'event-gone':
      return { name: 'event-removed', key: change.key, data: { id: change.key } };
    case 'question':
      return changedQuestion(change);
    case 'verdict':
      return verdictFact(change.row as VerdictRow);
    case 'resolution':
      return resolutionFact(change.row as ResolutionRow);
    case 'prediction':
      return predictionFact(change);
    case 'forecast':
      return forecastFact(change.row as ForecastRow);
    case 'score':
      return scoreFact(change.row as ScoredRow);
  }
}

/** A score and the kind of its question. */
interface ScoredRow extends ScoreRow {
  readonly kind: QuestionDefinition['kind'];
}

function eventFact({ key, row, refs }: Change): Told {
  return { name: 'event-changed', key, data: eventView({ event: row as EventRow, refs }) };
}

/** A question of which only what the engine says has changed says nothing new itself. */
function changedQuestion({ key, row, before }: Change): Told | undefined {
  const data = questionFact(row as QuestionRow);
  const same = before !== null && canonicalJson(questionFact(before as QuestionRow)) === canonicalJson(data);
  return same ? undefined : { name: 'question-changed', key, data };
}

function verdictFact({ questionId, verdict, world, engine, certificateHash }: VerdictRow): Told {
  const data = { questionId, ...saidView(verdict), world, engine, certificateHash };
  return { name: 'verdict-given', key: questionId, data };
}

function resolutionFact(row: ResolutionRow): Told {
  const { questionId, cause } = row;
  const { number, outcome, decidedAt, by, provisional } = resolutionView(row, null);
  const data = { questionId, number, outcome, decidedAt, by, provisional, cause };
  return { name: 'question-resolved', key: questionId, data };
}

/** Late and refused predictions are no facts. */
function predictionFact({ key, row, partition }: Change): Told | undefined {
  const prediction = row as PredictionRow;
  if (prediction.status === 'late' || prediction.status === 'refused') return undefined;
  const { position, rationale: _, ...shown } = predictionView({ key, partition, prediction }, new Map());
  return {
    name: 'prediction-changed',
    key: prediction.questionId,
    data: { ...shown, madeBy: position },
  };
}

function forecastFact({ questionId, n, values }: ForecastRow): Told {
  return { name: 'forecast-changed', key: questionId, data: { questionId, n, values } };
}

function scoreFact(row: ScoredRow): Told {
  const { questionId, resolution, kind } = row;
  const data = { questionId, resolution, ...scoreView(row, { kind, revealed: true }) };
  return { name: 'score-made', key: questionId, data };
}
