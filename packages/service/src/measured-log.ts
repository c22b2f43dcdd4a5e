import { LogError } from '@casus/log';
import type { EventLog } from '@casus/log';
import { replaced } from '@casus/log/replaced';
import { Counter, Histogram } from '@casus/platform/metrics';
import type { Metrics } from '@casus/platform/metrics';

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The log, with its appends counted and timed; verdicts and reports are told apart by the type of their records. */
export function measuredLog(log: EventLog, metrics: Metrics): EventLog {
  const { durations, appended, failed } = instruments(metrics);
  return replaced(log, {
    async append(append) {
      const { topic, records } = append;
      const end = durations.startTimer({ topic });
      try {
        const answers = await log.append(append);
        for (const [place, { type }] of records.entries())
          if (answers[place]?.repeated !== true) appended.inc({ topic, type });
        return answers;
      } catch (error) {
        failed.inc({ topic, code: error instanceof LogError ? error.code : 'other' });
        throw error;
      } finally {
        end();
      }
    },
  });
}

function instruments({ registry }: Metrics) {
  const registers = [registry];
  const durations = new Histogram({
    name: 'casus_log_append_duration_seconds',
    help: 'Time until records are durable.',
    labelNames: ['topic'],
    buckets,
    registers,
  });
  const appended = new Counter({
    name: 'casus_log_appended_records_total',
    help: 'Records that this process has appended, without those that stood there already.',
    labelNames: ['topic', 'type'],
    registers,
  });
  const failed = new Counter({
    name: 'casus_log_append_failures_total',
    help: 'Appends that failed, or whose result is unknown (unavailable).',
    labelNames: ['topic', 'code'],
    registers,
  });
  return { durations, appended, failed };
}
