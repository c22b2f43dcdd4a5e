import type { EventLog, Topic } from '@casus/log';
import type pg from 'pg';
import type { Loader } from './loader.ts';
import type { Servers } from './servers.ts';
import type { ServiceName, Services } from './services.ts';
import type { StoredLog } from './stored-log.ts';

/** What a fault may touch: one life, with appends going on. */
export interface Scene {
  readonly servers: Servers;
  readonly services: Services;
  readonly loader: Loader;
  /** The life's log, on connections of its own that no proxy is in. */
  readonly log: EventLog;
  /** The life's database. */
  readonly pool: pg.Pool;
  readonly topicPrefix: string;
  readonly lengths: Lengths;
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** How long the slow faults last. */
export interface Lengths {
  /** The broker is stopped for so long. */
  readonly stoppedMs: number;
  /** Owners of partitions come and go for so long. */
  readonly ownersMs: number;
}

interface Described {
  /** In the order of cycles, comes in every one or every other so many. @default 1 */
  readonly everyCycles?: number;
}

/** What the services must get through. `hurt` returns when it is healed, with what it did. */
export interface PassingFault extends Described {
  readonly after: 'goes on';
  /** Bears on what the outbox tells: that is looked at too. @default false */
  readonly hurtsOutbox?: boolean;
  readonly hurt: (scene: Scene) => Promise<string>;
}

/** What the services must halt at, each with its reason, and without changing a table. */
export interface HaltingFault extends Described {
  readonly after: 'halts';
  /** They end by themselves. */
  readonly halting: readonly ServiceName[];
  /** What each of them says. */
  readonly reason: RegExp;
  /** Before appends are held up and the log is kept. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly hurt: (scene: Scene, kept: StoredLog) => Promise<Damage>;
}

export interface Damage {
  readonly told: string;
  readonly damaged: readonly Topic[];
  /** `world` has gone back to lower offsets: nothing may be acknowledged in it any more. */
  readonly worldWentBack: boolean;
}

export type Fault = PassingFault | HaltingFault;
