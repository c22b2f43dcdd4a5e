import { memoryRows } from '@casus/domain/memory-rows';
import { questionFolds } from '@casus/domain/parking';
import { questions } from '@casus/domain/questions';
import type { QuestionRow } from '@casus/domain/questions';
import { readQuestionRecord, readWorldRecord } from '@casus/domain/records';
import type { QuestionRecord } from '@casus/domain/records';
import type { HistoryRecord } from '@casus/log';
import { crowdOf } from './crowd.ts';
import type { Crowd } from './crowd.ts';
import { reportedIn } from './reported.ts';
import type { WrittenReport } from './reported.ts';
import { settlementOf } from './settlement.ts';
import type { Day, Settlement, VerdictChange } from './story.ts';
import { verdictChange } from './verdict-change.ts';

/** The days of a history on which something was said, in order; times are the stamps of its records. */
export function tellStory(records: Iterable<HistoryRecord>): readonly Day[] {
  const teller = new Teller();
  const inOrder = [...records].toSorted((a, b) => a.recordedAt - b.recordedAt || order(a) - order(b));
  for (const [date, day] of Map.groupBy(inOrder, dateOf)) teller.tell(date, day);
  return teller.days;
}

function dateOf({ recordedAt }: HistoryRecord): string {
  return new Date(recordedAt).toISOString().slice(0, 10);
}

/** What the world says comes before what is said of it. */
function order({ position }: HistoryRecord): number {
  return position.topic === 'world' ? 0 : 1;
}

interface MutableDay {
  readonly date: string;
  readonly opened: { questionId: string; title: string }[];
  readonly reports: WrittenReport[];
  readonly verdicts: VerdictChange[];
  readonly settlements: Settlement[];
  readonly moved: Set<string>;
}

class Teller {
  readonly days: Day[] = [];
  readonly #rows = memoryRows();
  readonly #refs = new Map<number, string>();
  readonly #crowds = new Map<string, Crowd | null>();

  tell(date: string, records: readonly HistoryRecord[]): void {
    const day: MutableDay = {
      date,
      opened: [],
      reports: [],
      verdicts: [],
      settlements: [],
      moved: new Set(),
    };
    for (const record of records) this.#fold(day, record);
    const crowd = [...day.moved].map((questionId) => this.#crowdChange(questionId));
    const { moved: _, ...told } = day;
    const said = [told.opened, told.reports, told.verdicts, told.settlements, crowd];
    if (said.some(({ length }) => length > 0)) this.days.push({ ...told, crowd: crowd.flat() });
  }

  #fold(day: MutableDay, { position, record, recordedAt, key }: HistoryRecord): void {
    const delivered = { ...record, position, key, logTime: recordedAt };
    if (position.topic === 'world') {
      const read = readWorldRecord(delivered);
      const report = typeof read === 'string' ? undefined : reportedIn(read);
      if (!report) return;
      this.#refs.set(position.offset, report.ref);
      day.reports.push(report);
      return;
    }
    const before = this.#rows.get(questions, key);
    questionFolds.fold(this.#rows, delivered);
    const read = readQuestionRecord(delivered);
    const question = this.#rows.get(questions, key);
    if (typeof read === 'string' || !question) return;
    this.#note(day, { read, before, question });
  }

  #note(
    day: MutableDay,
    {
      read,
      before,
      question,
    }: { read: QuestionRecord; before: QuestionRow | undefined; question: QuestionRow },
  ): void {
    const { questionId, definition } = question;
    if (read.name === 'question-opened') day.opened.push({ questionId, title: definition.title });
    if (read.name === 'prediction-made' || read.name === 'prediction-withdrawn') day.moved.add(questionId);
    if (read.name === 'verdict-given' && question.verdict !== before?.verdict) {
      day.verdicts.push(verdictChange({ given: read.data, before, question, refs: this.#refs }));
    }
    const settlement = settlementOf(before, question);
    if (settlement) day.settlements.push(settlement);
  }

  #crowdChange(questionId: string): Day['crowd'] {
    const before = this.#crowds.get(questionId) ?? null;
    const now = crowdOf(this.#rows, questionId);
    this.#crowds.set(questionId, now);
    return now ? [{ questionId, before, ...now }] : [];
  }
}
