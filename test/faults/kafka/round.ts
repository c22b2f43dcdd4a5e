import { setTimeout as delay } from 'node:timers/promises';
import { readCheckpoints } from '../compare-projected.ts';
import { sumOf, wrongOf } from '../findings.ts';
import type { Findings } from '../findings.ts';
import { audit, auditHalted, untilQuiet } from './audit.ts';
import type { Fault, HaltingFault, PassingFault, Scene } from './fault.ts';
import type { ServiceName } from './services.ts';
import { auditPublished } from './published.ts';
import { readStoredLog } from './stored-log.ts';

export interface RoundResult extends Findings {
  /** What the fault did. */
  readonly told: string;
  /** The fault fell between two appends. */
  readonly isHit: boolean;
  /** It could not be played to its end. */
  readonly isBroken: boolean;
}

/** A round of a life that is over. */
export const notPlayed: RoundResult = {
  ...wrongOf(['not played: the round before was not played to its end']),
  told: 'nothing',
  isHit: false,
  isBroken: true,
};

/** Makes the result of a round that threw: what it threw, and what the services said last. */
export function brokenRound({ services, signal }: Scene): (error: unknown) => RoundResult {
  return (error) => {
    signal.throwIfAborted();
    const said = [...services.wanted()].map(([name, each]) => `${name} said ${lastOf(each.output())}`);
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const found = { ...wrongOf([reason]), sentences: [reason, ...said] };
    return { ...found, told: 'not played to its end', isHit: false, isBroken: true };
  };
}

const haltMs = 90_000;

/** One fault while appends go on, and what came of it; a life in which services have halted is over. */
export async function playRound(scene: Scene, fault: Fault): Promise<RoundResult> {
  return fault.after === 'halts' ? haltingRound(scene, fault) : passingRound(scene, fault);
}

async function passingRound(scene: Scene, fault: PassingFault): Promise<RoundResult> {
  const { loader, random } = scene;
  const before = loader.acknowledged.size;
  loader.resume();
  await loader.untilMore(10 + Math.floor(random() * 100));
  await delay(random() * 200);
  const atFault = loader.acknowledged.size;
  const told = await fault.hurt(scene);
  await loader.untilMore(10 + Math.floor(random() * 50));
  const isHit = atFault > before && loader.acknowledged.size > atFault;
  await loader.pause();
  const found = [await audit(scene)];
  if (fault.hurtsOutbox === true) found.push(await auditPublished(scene));
  found.push(wrongOf(await endedByThemselves(scene)));
  return { ...sumOf(found), told, isHit, isBroken: false };
}

/** Nobody has, when all is well; starts them again. */
async function endedByThemselves({ services }: Scene): Promise<readonly string[]> {
  const ended = services.endedByThemselves();
  for (const name of ended.keys()) await services.start(name);
  return [...ended].map(([name, each]) => `${name} ended by itself: ${lastOf(each.output())}`);
}

async function haltingRound(scene: Scene, fault: HaltingFault): Promise<RoundResult> {
  const { loader, log, pool, services, random } = scene;
  loader.resume();
  await loader.untilMore(100 + Math.floor(random() * 200));
  if (fault.prepare) await fault.prepare(scene);
  await loader.pause();
  const kept = fault.prepare ? await readStoredLog(log) : (await untilQuiet(scene)).stored;
  const before = await readCheckpoints(pool);
  const acknowledged = new Set(loader.acknowledged.keys());
  const damage = await fault.hurt(scene, kept);
  loader.resume();
  const halts = await Promise.all(fault.halting.map((name) => haltComplaints(scene, fault, name)));
  await services.start('projector');
  const again = await haltComplaints(scene, fault, 'projector');
  const late = [...loader.acknowledged].filter(
    ([name, position]) => damage.worldWentBack && !acknowledged.has(name) && position.startsWith('world/'),
  );
  const isHit =
    acknowledged.size > 0 && (loader.inFlight() > 0 || loader.acknowledged.size > acknowledged.size);
  await loader.stop();
  const complaints = [
    ...halts.flat(),
    ...again.map((sentence) => `started again, ${sentence}`),
    ...late.map(([name, position]) => `${name} was acknowledged at ${position} of a log that had gone back`),
  ];
  const found = await auditHalted(scene, damage, { kept, before });
  return { ...sumOf([found, wrongOf(complaints)]), told: damage.told, isHit, isBroken: false };
}

/** Nothing, when it ends by itself and says why. */
async function haltComplaints(
  { services }: Scene,
  { reason }: HaltingFault,
  name: ServiceName,
): Promise<readonly string[]> {
  const child = services.get(name);
  const late = delay(haltMs, 'late' as const, { ref: false });
  const code = await Promise.race([child.ended, late]);
  if (code === 'late') return [`${name} did not halt: ${lastOf(child.output())}`];
  const complaints = reason.test(child.output()) ? [] : [`${name} halted saying ${lastOf(child.output())}`];
  return code === 0 ? [...complaints, `${name} ended as if all were well`] : complaints;
}

function lastOf(output: string): string {
  return output.trim().slice(-1_500) || 'nothing';
}
