import { readQuestionRecord } from '../records/registry.ts';
import type { QuestionRecord } from '../records/registry.ts';
import type { Delivered, Rows } from '../rows.ts';
import { foldTournament } from '../tournaments/fold-tournament.ts';
import { command, open } from './commands.ts';
import type { CommandRecord } from './commands.ts';
import { predict, withdraw } from './predictions.ts';
import { alarms, placeKey } from './tables.ts';
import { give, settle } from './verdicts.ts';

/**
 * The one fold of `questions`: the rules of acceptance, decided by order and log time. Total: what cannot be
 * accepted is kept as refused, late, or as an alarm.
 */
export function foldQuestion(rows: Rows, record: Delivered): void {
  const read = readQuestionRecord(record);
  if (read === 'header') return;
  if (read === 'unreadable') return alarm(rows, record);
  if (isCommand(read)) return command(rows, record, read);
  apply(rows, record, read);
}

function apply(rows: Rows, record: Delivered, read: Exclude<QuestionRecord, CommandRecord>): void {
  switch (read.name) {
    case 'question-opened':
      return open(rows, record, read);
    case 'prediction-made':
      return predict(rows, record, read.data);
    case 'prediction-withdrawn':
      return withdraw(rows, record, read.data);
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

function alarm(rows: Rows, record: Delivered): void {
  const { key, logTime } = record;
  const { offset } = record.position;
  rows.put(alarms, placeKey(key, offset), { questionId: key, code: 'unreadable', offset, at: logTime });
}
