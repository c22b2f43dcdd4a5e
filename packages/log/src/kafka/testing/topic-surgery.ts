import kafkajs from 'kafkajs';
import type { Admin } from 'kafkajs';

/** Runs the work with an administrator's client of its own. */
export async function withAdmin<Result>(
  brokers: readonly string[],
  work: (admin: Admin) => Promise<Result>,
): Promise<Result> {
  const kafka = new kafkajs.Kafka({ brokers: [...brokers], logLevel: kafkajs.logLevel.NOTHING });
  const admin = kafka.admin({ retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 20 } });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Deletes the records of a partition below an offset, as retention does. */
export async function trimPartition(
  admin: Admin,
  topic: string,
  partition: number,
  below: number,
): Promise<void> {
  await admin.fetchTopicOffsets(topic); // kafkajs looks up where the topic is here, not there
  await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(below) }] });
}

/** Deletes a topic until it is gone. */
export async function deleteTopic(admin: Admin, topic: string): Promise<void> {
  await admin.deleteTopics({ topics: [topic] });
  while ((await admin.listTopics()).includes(topic))
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
}
