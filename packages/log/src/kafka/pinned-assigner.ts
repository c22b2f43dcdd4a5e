import kafkajs from 'kafkajs';
import type { PartitionAssigner } from 'kafkajs';

/** Gives every member of its group just this partition; the groups it is for have one member. */
export function pinnedAssigner(topic: string, partition: number): PartitionAssigner {
  const name = 'casus-pinned';
  return () => ({
    name,
    version: 0,
    async assign({ members }) {
      return members.map(({ memberId }) => ({
        memberId,
        memberAssignment: kafkajs.AssignerProtocol.MemberAssignment.encode({
          version: 0,
          assignment: { [topic]: [partition] },
          userData: Buffer.alloc(0),
        }),
      }));
    },
    protocol: ({ topics }) => ({
      name,
      metadata: kafkajs.AssignerProtocol.MemberMetadata.encode({
        version: 0,
        topics,
        userData: Buffer.alloc(0),
      }),
    }),
  });
}
