import { z } from 'zod';

/** What readers look for in the world, as roots of types. */
const rootsOf = {
  talks: ['meeting', 'call', 'talks', 'agreement'],
  sanctions: ['sanction'],
  tariffs: ['tariff'],
  deadlines: ['deadline'],
  ceasefires: ['ceasefire'],
  words: ['statement', 'threat'],
  force: ['force'],
} as const;

export type Topic = keyof typeof rootsOf;

const names = Object.keys(rootsOf) as [Topic, ...Topic[]];

export const topicShape = z.enum(names);

/** Types, with their subtypes, that a topic is about. */
export function typesOf(topic: Topic): readonly string[] {
  return rootsOf[topic];
}

/** What an event of the type is about; null for a type of none of these. */
export function topicOf(type: string): Topic | null {
  const root = type.split('.', 1)[0] ?? '';
  return names.find((topic) => (rootsOf[topic] as readonly string[]).includes(root)) ?? null;
}
