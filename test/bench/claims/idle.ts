import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ClaimQuestion } from '@casus/claims';
import { LiveClaims } from '@casus/claims/live';
import { seededRandom } from '../../faults/random.ts';
import { diceOf } from '../../prove/dice.ts';
import { printFigure, quantile } from '../print.ts';
import { mixedQuestions, played } from './mixed.ts';
import { assertEqual, PlayedWorld } from './played-world.ts';
import { mixedQuestion } from './shapes.ts';
import { mixedOperations } from './stream.ts';

/** Beside the stream: half about pairs that do nothing, half about its pairs at another time. */
function idleQuestion(index: number, random: () => number): ClaimQuestion {
  const dice = diceOf(random);
  const pair = [`Z${index % 1000}`, `Y${Math.floor(index / 1000) % 100}`] as const;
  return mixedQuestion(dice, pair);
}

export function benchIdle(isQuick: boolean): void {
  const active = mixedQuestions(1000, 3);
  const operations = mixedOperations(diceOf(seededRandom(4)), isQuick ? 20_000 : 200_000);
  const random = seededRandom(5);
  const world = new PlayedWorld();
  const warm = new LiveClaims(world.surroundings);
  for (const [id, question] of active) warm.open(id, question);
  played(world, warm, operations);
  let alone = Number.NaN;
  for (const idle of [0, 1_000_000]) {
    world.readTo(-Infinity);
    const live = new LiveClaims(world.surroundings);
    for (const [id, question] of active) live.open(id, question);
    const heapBefore = heapUsed();
    const before = performance.now();
    const count = isQuick ? idle / 100 : idle;
    for (let index = 0; index < count; index += 1) live.open(`idle${index}`, idleQuestion(index, random));
    const openSeconds = (performance.now() - before) / 1000;
    const bytes = heapUsed() - heapBefore;
    const { latencies } = played(world, live, operations);
    assertEqual(live, new Map([...active].slice(0, 200)), world.evidenceAfter(operations));
    const p50 = quantile(latencies, 0.5);
    if (idle === 0) alone = p50;
    printFigure({ name: `claims-idle-${idle}-p50`, value: p50, unit: 'us', peer: alone, ratio: p50 / alone });
    printFigure({ name: `claims-idle-${idle}-p99`, value: quantile(latencies, 0.99), unit: 'us' });
    if (count === 0) continue;
    printFigure({ name: 'claims-bytes', value: bytes / count, unit: 'bytes an open claim' });
    printFigure({ name: 'claims-opened', value: count / openSeconds, unit: 'claims opened/s' });
  }
}

/** Bytes in use after the collector has run. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
