import { generationsIn } from '../generation/control.ts';
import { beginRebuild } from '../generation/open-generation.ts';
import { rollBack, swapTo } from '../generation/swap.ts';
import type { Database } from '../read/cut.ts';
import { answer } from './orders.ts';
import type { Order } from './orders.ts';
import type { ProjectorOptions } from './projector.ts';

type Answer = Parameters<typeof answer>[2];

/** Does what an operator asks, once: an order that was carried out and not answered is carried out again. */
export async function carryOut(options: ProjectorOptions, order: Order): Promise<void> {
  await answer(options.pool, order, await answerTo(options, order));
}

async function answerTo(options: ProjectorOptions, order: Order): Promise<Answer> {
  switch (order.kind) {
    case 'rebuild':
      return done(`generation ${await beginRebuild(options)} is filled`);
    case 'retry':
      return retry(options, order);
    case 'accept':
      return accept(options);
    case 'rollback': {
      const number = await rollBack(options);
      return number === undefined
        ? refused('no generation is kept to go back to')
        : done(`readers see generation ${number}`);
    }
  }
}

/**
 * A record is tried again where it stands: a new generation is folded from position 0, so that whatever depends on
 * the record comes out as if it had never failed.
 */
async function retry(options: ProjectorOptions, { position }: Order): Promise<Answer> {
  if (!(await isParked(options.pool, position))) return refused(`${position ?? 'nothing'} is not parked`);
  return done(`generation ${await beginRebuild(options)} is filled, and tries what is parked again`);
}

/** Whether the record at the position is, or any at all. */
async function isParked(db: Database, position: string | null): Promise<boolean> {
  const { rows } = await db.query<{ place: string }>(
    `select topic || '/' || partition || '@' || "offset" as place from read.parked`,
  );
  return rows.some(({ place }) => position === null || place === position);
}

async function accept(options: ProjectorOptions): Promise<Answer> {
  const waiting = (await generationsIn(options.pool)).find(({ state }) => state === 'waiting');
  if (waiting === undefined) return refused('no generation waits to be accepted');
  await swapTo(options, waiting.number);
  return done(`readers see generation ${waiting.number}`);
}

function done(text: string): Answer {
  return { state: 'done', text };
}

function refused(text: string): Answer {
  return { state: 'refused', text };
}
