import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { batchBytesLimit, batchRecordsLimit } from '../encode-batch.ts';
import { LogError } from '../port.ts';
import { protocolErrorType, withLogErrors } from './errors.ts';

export interface TopicSpec {
  /** In Kafka. */
  readonly name: string;
  readonly partitions: number;
  /** Copies of each record, on as many brokers. */
  readonly replicationFactor: number;
}

const attempts = 200;
const attemptPauseMs = 50;

/** Room for offsets, lengths and marks beside the texts of a batch and their keys. */
const overheadBytes = batchRecordsLimit * 512;
/** A batch is one entry in Kafka, so that it is stored whole or not at all. */
const messageBytes = 2 * batchBytesLimit + overheadBytes;

/** What a topic must say so that it forgets nothing, loses nothing acknowledged and stamps by its own clock. */
function wantedSettings({ replicationFactor }: TopicSpec): Readonly<Record<string, string>> {
  return {
    'cleanup.policy': 'delete',
    'retention.ms': '-1',
    'retention.bytes': '-1',
    'message.timestamp.type': 'LogAppendTime',
    'unclean.leader.election.enable': 'false',
    'min.insync.replicas': String(minInsync(replicationFactor)),
    'max.message.bytes': String(messageBytes),
  };
}

function minInsync(replicationFactor: number): number {
  return replicationFactor >= 3 ? 2 : 1;
}

/** Settings that may also be larger than wanted. */
const atLeast: ReadonlySet<string> = new Set(['min.insync.replicas', 'max.message.bytes']);

/**
 * Creates the topics that are missing and checks those that are there.
 * @returns true when this call created them all
 * @throws {LogError} `partition-mismatch`, `unsafe-topic`, `unavailable`
 */
export async function ensureTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<boolean> {
  return withLogErrors(async () => {
    const created = await Promise.all(specs.map((spec) => createTopic(admin, spec)));
    assertPartitions(await untilSeen(admin, specs), specs);
    await assertSettings(admin, specs);
    return created.every(Boolean);
  });
}

/** Deletes the topics and creates them anew, empty. */
export async function recreateTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  await withLogErrors(async () => {
    await admin.deleteTopics({ topics: specs.map(({ name }) => name), timeout: 10_000 });
    for (const spec of specs) await untilCreated(admin, spec);
    await untilSeen(admin, specs);
  });
}

/** A topic stays in the way for a moment after it was deleted. */
async function untilCreated(admin: Admin, spec: TopicSpec): Promise<void> {
  for (let attempt = 1; !(await createTopic(admin, spec)); attempt += 1) {
    if (attempt === attempts) throw new LogError('unavailable', `topic ${spec.name} does not go away`);
    await delay(attemptPauseMs);
  }
}

/** False when the topic is there already. */
async function createTopic(admin: Admin, spec: TopicSpec): Promise<boolean> {
  const { name, partitions, replicationFactor } = spec;
  const configEntries = Object.entries(wantedSettings(spec)).map(([setting, value]) => ({
    name: setting,
    value,
  }));
  try {
    return await admin.createTopics({
      waitForLeaders: false,
      topics: [{ topic: name, numPartitions: partitions, replicationFactor, configEntries }],
    });
  } catch (error) {
    if (protocolErrorType(error) === 'TOPIC_ALREADY_EXISTS') return false;
    throw error;
  }
}

/** A broker does not know a topic for a moment after it was created. */
async function untilSeen(admin: Admin, specs: readonly TopicSpec[]): Promise<readonly ITopicMetadata[]> {
  for (let attempt = 1; ; attempt += 1)
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: specs.map(({ name }) => name) });
      return topics;
    } catch (error) {
      if (protocolErrorType(error) !== 'UNKNOWN_TOPIC_OR_PARTITION' || attempt === attempts) throw error;
      await delay(attemptPauseMs);
    }
}

function assertPartitions(topics: readonly ITopicMetadata[], specs: readonly TopicSpec[]): void {
  for (const { name, partitions, replicationFactor } of specs) {
    const found = topics.find((topic) => topic.name === name)?.partitions ?? [];
    if (found.length !== partitions)
      throw new LogError(
        'partition-mismatch',
        `topic ${name} has ${found.length} partitions, wanted are ${partitions}; a partition count never changes`,
      );
    const copies = Math.min(...found.map(({ replicas }) => replicas.length));
    if (copies < replicationFactor) throw unsafe(name, 'replication.factor', copies, replicationFactor);
  }
}

async function assertSettings(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: specs.map((spec) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: spec.name,
      configNames: Object.keys(wantedSettings(spec)),
    })),
  });
  for (const spec of specs) {
    const found = resources.find(({ resourceName }) => resourceName === spec.name)?.configEntries ?? [];
    for (const [setting, wanted] of Object.entries(wantedSettings(spec))) {
      const value = found.find(({ configName }) => configName === setting)?.configValue;
      const enough = atLeast.has(setting) ? Number(value) >= Number(wanted) : value === wanted;
      if (!enough) throw unsafe(spec.name, setting, value, wanted);
    }
  }
}

function unsafe(topic: string, setting: string, found: unknown, wanted: unknown): LogError {
  return new LogError(
    'unsafe-topic',
    `topic ${topic} has ${setting} ${String(found)}, wanted is ${String(wanted)}`,
  );
}
