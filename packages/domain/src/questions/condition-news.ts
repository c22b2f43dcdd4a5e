import { canonicalJson } from '../canonical-json.ts';
import { conditionIdOf } from '../identity.ts';
import type { ConditionDecided } from '../records/questions.ts';
import { questionRecord } from '../records/write-record.ts';
import type { WrittenRecord } from '../records/write-record.ts';
import type { Rows } from '../rows.ts';
import { conditions, questions, standingKey } from './tables.ts';
import type { ConditionRow, QuestionRow } from './tables.ts';

/** What to look at a conditional question with. */
export interface ConditionLook {
  /** Epoch milliseconds: a parent whose closesAt has passed is closed. */
  readonly now: number;
  /** Position of the record at an offset of a question's partition, as text. */
  readonly positionOf: (questionId: string, offset: number) => string;
}

/** Records that the stream of a conditional question lacks: one for each parent that stands otherwise than it says. */
export function conditionNews(
  rows: Rows,
  { questionId, definition }: QuestionRow,
  look: ConditionLook,
): readonly WrittenRecord[] {
  return (definition.conditions ?? []).flatMap(({ questionId: parent }) => {
    const question = rows.get(questions, parent);
    if (!question) return [];
    const said = rows.get(conditions, standingKey(questionId, parent));
    const stands = standingOf(question, look);
    if (canonicalJson(comparable(saidOf(said))) === canonicalJson(comparable(stands))) return [];
    const data: ConditionDecided = { questionId, parent, follows: said?.number ?? 0, ...stands };
    return [questionRecord(conditionIdOf(data), { name: 'condition-decided', data })];
  });
}

/** Of a parent that nothing has been said of yet: that it is open. */
function saidOf(said: ConditionRow | undefined): Standing {
  if (!said) return { state: 'open' };
  const { state, outcome, resolution } = said;
  return { state, ...(outcome !== null && { outcome }), ...(resolution && { resolution }) };
}

type Standing = Pick<ConditionDecided, 'state' | 'outcome' | 'resolution'>;

/** A re-resolution to the same outcome is news too: its number tells which one was followed. */
function comparable({ state, outcome, resolution }: Standing): (string | number | object | null)[] {
  return [state, outcome ?? null, resolution?.number ?? null];
}

function standingOf(question: QuestionRow, { now, positionOf }: ConditionLook): Standing {
  const { questionId, status, resolution, undecided, definition } = question;
  if (resolution) {
    const { number, offset, outcome } = resolution;
    const found = { resolution: { number, position: positionOf(questionId, offset) } };
    if (status === 'annulled') return { state: 'annulled', ...found };
    return outcome === 'void' ? { state: 'ambiguous', ...found } : { state: 'resolved', outcome, ...found };
  }
  const hasClosed = status === 'closed' || undecided !== null || Date.parse(definition.closesAt) <= now;
  return { state: hasClosed ? 'closed' : 'open' };
}
