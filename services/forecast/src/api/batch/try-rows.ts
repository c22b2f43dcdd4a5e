import { predict } from '@casus/domain/predictions';
import { questions, standing, standingKey } from '@casus/domain/questions';
import type { PredictionRow } from '@casus/domain/questions';
import { memoryRows } from '@casus/domain/memory-rows';
import { predictions, placeKey } from '@casus/domain/questions';
import { rowIdOf } from '@casus/platform/http';
import type { ApiContext } from '../context.ts';
import type { RowResult } from '../shapes/prediction-batch.ts';
import { standingRows } from '../store/predictions.ts';
import { questionRows } from '../store/questions.ts';
import type { GoodRow } from './check-rows.ts';
import type { Batch } from './record-rows.ts';
import { decided } from './row-result.ts';

/** What `recordRows` would come to, by the fold's own rules on what readers see now; nothing is written. */
export async function tryRows(
  context: ApiContext,
  { writeId, principal }: Batch,
  rows: readonly GoodRow[],
): Promise<readonly RowResult[]> {
  const ids = [...new Set(rows.map(({ questionId }) => questionId))];
  const folded = memoryRows();
  for (const question of await questionRows(context.pool, ids)) {
    folded.put(questions, question.questionId, question);
  }
  for (const row of await standingRows(context.pool, ids, principal.id)) {
    folded.put(standing, standingKey(row.questionId, row.forecaster), row);
  }
  return rows.map((given) => {
    const { row, questionId, body } = given;
    const { replaces, rationale: _kept, ...value } = body;
    const id = rowIdOf(writeId, row);
    predict(
      folded,
      {
        position: { topic: 'questions', partition: 0, offset: row },
        id,
        type: '',
        key: questionId,
        data: null,
        logTime: context.clock(),
      },
      {
        questionId,
        forecaster: principal.id,
        role: 'forecaster',
        value,
        ...(replaces !== undefined && { replaces }),
      },
    );
    const said: PredictionRow | undefined = folded.get(predictions, placeKey(questionId, row));
    if (!said) throw new Error('the fold passed a prediction without deciding it');
    return decided(given, id, { ...said, position: null });
  });
}
