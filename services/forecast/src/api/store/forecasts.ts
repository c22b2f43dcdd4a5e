import { writtenBefore } from '../view.ts';
import type { View } from '../view.ts';
import type { ForecastRow } from './rows.ts';

/** The steps of a question's forecast, oldest first. */
export async function forecastSteps(view: View, questionId: string): Promise<readonly ForecastRow[]> {
  const { rows } = await view.db.query<{ step: ForecastRow }>(
    `select step.data as step from read.forecasts_history as step
     where step.key = $1 and ${writtenBefore('step', view)} order by step.from_offset`,
    [questionId],
  );
  return rows.map(({ step }) => step);
}
