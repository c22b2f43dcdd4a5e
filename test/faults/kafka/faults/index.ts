import type { Fault } from '../fault.ts';
import { answersLost } from './answers-lost.ts';
import { brokerKill } from './broker-kill.ts';
import { brokerStop } from './broker-stop.ts';
import { diskFull } from './disk-full.ts';
import { ingestKill } from './ingest-kill.ts';
import { outboxKill } from './outbox-kill.ts';
import { owners } from './owners.ts';
import { postgresKill } from './postgres-kill.ts';
import { projectorKill } from './projector-kill.ts';
import { recordsDeleted } from './records-deleted.ts';
import { resolverKill } from './resolver-kill.ts';
import { rivals } from './rivals.ts';
import { scorerKill } from './scorer-kill.ts';
import { tailLost } from './tail-lost.ts';
import { topicAnew } from './topic-anew.ts';
import { zombie } from './zombie.ts';

/** Every fault by the name that `--only` takes. */
export const faults: Readonly<Record<string, Fault>> = {
  'broker-kill': brokerKill,
  'broker-stop': brokerStop,
  'answers-lost': answersLost,
  'disk-full': diskFull,
  'postgres-kill': postgresKill,
  'ingest-kill': ingestKill,
  'projector-kill': projectorKill,
  'resolver-kill': resolverKill,
  'scorer-kill': scorerKill,
  'outbox-kill': outboxKill,
  zombie,
  rivals,
  owners,
  'records-deleted': recordsDeleted,
  'topic-anew': topicAnew,
  'tail-lost': tailLost,
};
