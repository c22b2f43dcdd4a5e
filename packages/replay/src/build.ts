import { createHash } from 'node:crypto';
import { rememberedWorld, Resolver } from '@casus/claims/resolver';
import { WorldMemory } from '@casus/domain/world-memory';
import { exportHistory, historyHash } from '@casus/log';
import type { History, LogRecord, Topic } from '@casus/log';
import { v5 } from 'uuid';
import { demonstrationScript } from './demonstration.ts';
import { replay } from './replay.ts';
import type { ReplayedResolver, Step } from './replay.ts';
import type { ReplayedText } from './report-steps.ts';

const hourMs = 3_600_000;

/** Any fixed UUID: names histories and the ticks in them. */
const namespace = '3c0f1c38-5a08-5d0c-a0a5-6b52e7a3c4d7';

export interface BuiltHistory {
  readonly history: History;
  readonly texts: readonly ReplayedText[];
}

export interface DemonstrationOptions {
  /** Refs of facts that their sources take back when all is settled. @default none */
  readonly retract?: readonly string[];
}

/** The demonstration's log: the same for the same partitions, so that an import that broke off goes on. */
export async function buildDemonstration(
  partitions: Readonly<Record<Topic, number>>,
  { retract = [] }: DemonstrationOptions = {},
): Promise<BuiltHistory> {
  const { steps, texts } = demonstrationScript(retract);
  return { history: await buildHistory(steps, partitions), texts };
}

/** Replays the steps and gives the log as a history to import. */
export async function buildHistory(
  steps: readonly Step[],
  partitions: Readonly<Record<Topic, number>>,
): Promise<History> {
  const log = await replay({
    steps,
    partitions,
    resolver: replayedResolver(),
    tickMs: hourMs,
    maxTicks: 10_000,
    tickId: (tick, topic, partition) => v5(`tick ${tick} ${topic}/${partition}`, namespace),
  });
  const records = await exportHistory(log);
  const hash = historyHash(records);
  return { importId: v5(`history ${hash}`, namespace), hash, partitions, records };
}

/** The resolver of a replay, whose log times are its stamps: its clock never steps back. */
function replayedResolver(): ReplayedResolver {
  const world = new WorldMemory();
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
  const resolver = new Resolver({ world: rememberedWorld(world), hash });
  return {
    fold(records: readonly LogRecord[]) {
      for (const record of records) {
        const delivered = { ...record, logTime: record.recordedAt };
        if (record.position.topic === 'world') world.fold(delivered);
        else resolver.foldQuestion(delivered);
      }
    },
    speak: () => resolver.speak(),
    waits: () => resolver.unsettled > 0,
  };
}
