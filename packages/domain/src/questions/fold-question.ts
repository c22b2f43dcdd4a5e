import type { Fate } from '../parking/take-in.ts';
import { readQuestionRecord, UnreadableRecord } from '../records/registry.ts';
import type { QuestionRecord } from '../records/registry.ts';
import type { Delivered, Rows } from '../rows.ts';
import { foldTournament } from '../tournaments/fold-tournament.ts';
import { command, open } from './commands.ts';
import type { CommandRecord } from './commands.ts';
import { decideCondition, underConditions } from './conditions.ts';
import { predict, withdraw } from './predictions.ts';
import { alarms, placeKey } from './tables.ts';
import { give, settle } from './verdicts.ts';

/**
 * The one fold of `questions`: the rules of acceptance, decided by order and log time. What cannot be accepted is
 * kept as refused, late, or as an alarm.
 * @throws {UnreadableRecord}
 */
export function foldQuestion(rows: Rows, record: Delivered): void {
  const read = readQuestionRecord(record);
  if (read === 'header') return;
  if (read === 'unreadable') throw new UnreadableRecord(record);
  if (read.name === 'condition-decided') return decideCondition(rows, record, read.data);
  // a prediction is late by what readers see of the question, everything else goes by the question itself
  if (isPrediction(read)) return predicted(rows, record, read);
  underConditions(rows, record, (own) =>
    isCommand(read) ? command(own, record, read) : apply(own, record, read),
  );
}

type PredictionRecord = Extract<QuestionRecord, { name: 'prediction-made' | 'prediction-withdrawn' }>;
type OtherRecord = Exclude<
  QuestionRecord,
  CommandRecord | PredictionRecord | { readonly name: 'condition-decided' }
>;

function predicted(rows: Rows, record: Delivered, read: PredictionRecord): void {
  if (read.name === 'prediction-made') predict(rows, record, read.data);
  else withdraw(rows, record, read.data);
}

function isPrediction(read: QuestionRecord): read is PredictionRecord {
  return read.name === 'prediction-made' || read.name === 'prediction-withdrawn';
}

function apply(rows: Rows, record: Delivered, read: OtherRecord): void {
  switch (read.name) {
    case 'question-opened':
      return open(rows, record, read);
    case 'verdict-given':
      return give(rows, record, read.data);
    case 'verdict-settled':
      return settle(rows, record, read.data);
    case 'tournament-opened':
    case 'tournament-amended':
      return foldTournament(rows, record, read);
    case 'clock-ticked':
      return;
  }
}

function isCommand(read: QuestionRecord): read is CommandRecord {
  return 'expectedRevision' in read.data && 'questionId' in read.data;
}

/** A record that is parked is an alarm, for good. */
export function foldQuestionFate(rows: Rows, record: Delivered, fate: Fate): void {
  const { key, logTime } = record;
  const { offset } = record.position;
  if (fate === 'parked')
    rows.put(alarms, placeKey(key, offset), { questionId: key, code: 'parked', offset, at: logTime });
}
