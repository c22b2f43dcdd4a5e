import type { PartitionState } from '@casus/projection/operate';
import type { Status } from './read-status.ts';

/** A projector halts before a record stamped further ahead of its clock than this. */
const aheadLimitSeconds = 300;
/** So much may be behind while a lease changes hands. */
const patienceSeconds = 60;

/** What needs somebody's hand, a sentence each; a generation that is filled is none. */
export function troublesOf({ logState, generations, partitions }: Status): readonly string[] {
  return [
    ...(logState === 'importing' ? ['the log is filled by an import that has not ended'] : []),
    ...generations
      .filter(({ state }) => state === 'waiting')
      .map(({ number }) => `generation ${number} waits to be accepted: "casus rebuild --accept"`),
    ...partitions.filter(({ state }) => state === 'live').flatMap(troublesOfPartition),
  ];
}

function troublesOfPartition(own: PartitionState): readonly string[] {
  const { topic, partition, parked, waiting, next, head, owner, lagRecords, lagSeconds, aheadSeconds } = own;
  const place = `${topic}/${partition}`;
  return [
    ...(parked > 0
      ? [`${place}: ${parked} records are parked, ${waiting} wait behind them: "casus parked list"`]
      : []),
    ...(next > head ? [`${place}: the tables are folded to ${next}, but the log ends at ${head}`] : []),
    ...(lagRecords > 0 && aheadSeconds > aheadLimitSeconds
      ? [`${place}: halted before a record stamped ${Math.round(aheadSeconds)} s ahead of the clock`]
      : []),
    ...(owner === null && lagRecords > 0 && lagSeconds > patienceSeconds
      ? [`${place}: ${lagRecords} records wait and nobody folds them`]
      : []),
  ];
}
