import { z } from 'zod';
import { day, instant, json, name, typeName } from './shapes.ts';

/** What an attribute may hold; `report` is the id of another report. */
export const attributeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text') }),
  z.object({ kind: z.literal('number'), min: z.number().optional(), max: z.number().optional() }),
  z.object({ kind: z.literal('boolean') }),
  z.object({ kind: z.literal('date') }),
  z.object({ kind: z.literal('names') }),
  z.object({ kind: z.literal('report') }),
]);

/** A type of the taxonomy; an earlier registration of the same type is replaced for later reports only. */
export const typeRegistered = z.object({
  type: typeName,
  title: z.string().max(200),
  /** Its events name participants in no order; else an actor and a target. */
  symmetric: z.boolean(),
  /** The type or an ancestor: reports that agree on it, and on the rest of the key, tell of one event. */
  linkLevel: typeName,
  /** Attributes that are part of the link key. */
  linkAttributes: z.array(name).max(10).default([]),
  /** Owners of sources with live assertions that make an event certain. */
  quorum: z.int().min(1).default(1),
  attributes: z.record(name, attributeSchema).default({}),
  /** Codes of other schemes that mean this type, such as CAMEO's `163`. */
  codes: z
    .array(z.object({ scheme: z.string().max(40), code: z.string().max(20) }))
    .max(200)
    .default([]),
});

/**
 * `office` and `organ` stand for what they belong to; a `member` of a group does not. No `from` or `to`: unbounded.
 * A day stands for its start in UTC.
 */
export const affiliation = z.object({
  of: name,
  as: z.enum(['office', 'organ', 'member']),
  title: z.string().max(200).optional(),
  from: z.union([instant, day]).optional(),
  to: z.union([instant, day]).optional(),
});

export const actorRegistered = z.object({
  actor: name,
  kind: z.enum(['country', 'organisation', 'group', 'organ', 'person']),
  title: z.string().max(200),
  aliases: z.array(name).max(100).default([]),
  affiliations: z.array(affiliation).max(200).default([]),
});

const coverageMode = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('declared') }),
  z.object({ mode: z.literal('lag'), lagSeconds: z.int().min(0) }),
  z.object({ mode: z.literal('evidence-only') }),
]);

export const sourceRegistered = z.object({
  source: name,
  title: z.string().max(200),
  /** Sources of one owner count once for a quorum. */
  owner: name,
  /** Actors that it speaks for. */
  official: z.array(name).max(50).default([]),
  /** IANA name: whose days its dates are. */
  zone: z.string().max(60).optional(),
  coverage: coverageMode,
});

/** A named fluent; the definition is the claim language's. */
export const fluentRegistered = z.object({ fluent: name, title: z.string().max(200), definition: json });

export type AttributeSchema = z.infer<typeof attributeSchema>;
export type TypeRegistered = z.infer<typeof typeRegistered>;
export type ActorRegistered = z.infer<typeof actorRegistered>;
export type SourceRegistered = z.infer<typeof sourceRegistered>;
