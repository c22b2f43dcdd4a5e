import type { Position } from './port.ts';

/** @example positionText({ topic: 'questions', partition: 3, offset: 1042 }) // 'questions/3@1042' */
export function positionText({ topic, partition, offset }: Position): string {
  return `${topic}/${partition}@${offset}`;
}

/** The position that {@link positionText} wrote; undefined for any other text. */
export function parsePosition(text: string): Position | undefined {
  const [, topic, partition, offset] = /^(world|questions)\/(\d{1,6})@(\d{1,15})$/.exec(text) ?? [];
  if (topic !== 'world' && topic !== 'questions') return undefined;
  return { topic, partition: Number(partition), offset: Number(offset) };
}
