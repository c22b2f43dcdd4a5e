import { registerRecordIdOf } from '../identity.ts';
import type { ActorRegistered, SourceRegistered, TypeRegistered } from '../records/registers.ts';
import type { WorldRecordInput } from '../records/registry.ts';
import { actors } from './actors.ts';
import { sources } from './sources.ts';
import { taxonomy } from './taxonomy.ts';
import type { TypeDraft } from './taxonomy.ts';

/** A register entry as a record of `world`, with the key and id that its name and content give it. */
export interface RegisterRecord {
  readonly key: string;
  readonly id: string;
  readonly record: WorldRecordInput;
}

/** The registers that a deployment starts with. The same content gives the same ids in every log. */
export function registerRecords(): readonly RegisterRecord[] {
  return [
    ...startingTypes().map((type) => registerType(type)),
    ...actors.map((actor) => registerActor(actor)),
    ...sources.map((source) => registerSource(source)),
  ];
}

/** The taxonomy in its registered form. */
export function startingTypes(): readonly TypeRegistered[] {
  return taxonomy.map(typeOf);
}

export function registerType(data: TypeRegistered): RegisterRecord {
  return registerRecord('type', data.type, { name: 'type-registered', data });
}

export function registerActor(data: ActorRegistered): RegisterRecord {
  return registerRecord('actor', data.actor, { name: 'actor-registered', data });
}

export function registerSource(data: SourceRegistered): RegisterRecord {
  return registerRecord('source', data.source, { name: 'source-registered', data });
}

function registerRecord(kind: string, name: string, record: WorldRecordInput): RegisterRecord {
  const id = registerRecordIdOf(kind, name, JSON.stringify(record.data));
  return { key: `${kind}:${name}`, id, record };
}

function typeOf(draft: TypeDraft): TypeRegistered {
  return {
    type: draft.type,
    title: draft.title,
    symmetric: draft.symmetric ?? false,
    linkLevel: draft.type,
    linkAttributes: [...(draft.linkAttributes ?? [])],
    quorum: 1,
    attributes: { ...draft.attributes },
    codes: (draft.cameo ?? []).map((code) => ({ scheme: 'CAMEO', code })),
  };
}
