import { Gauge } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';
import type { Pool } from 'pg';

/** Tells how many questions there are by status, and how many alarms the fold has raised, as readers see them. */
export function measureQuestions({ registry, onScrape }: Metrics, pool: Pool): void {
  const registers = [registry];
  const questions = new Gauge({
    name: 'casus_questions',
    help: 'Questions, by status.',
    labelNames: ['status'],
    registers,
  });
  const alarms = new Gauge({
    name: 'casus_alarms',
    help: 'Alarms of the fold, such as a verdict that differs at the same cut, by code.',
    labelNames: ['code'],
    registers,
  });
  onScrape(async () => {
    const byStatus = await counted(pool, 'status', 'questions');
    const byCode = await counted(pool, 'code', 'alarms');
    questions.reset();
    alarms.reset();
    for (const { label, count } of byStatus) questions.set({ status: label }, count);
    for (const { label, count } of byCode) alarms.set({ code: label }, count);
  });
}

interface Count {
  readonly label: string;
  readonly count: number;
}

async function counted(pool: Pool, column: string, view: string): Promise<readonly Count[]> {
  const { rows } = await pool.query<Count>(
    `select ${column} as label, count(*)::float8 as count from read.${view} group by 1`,
  );
  return rows;
}
