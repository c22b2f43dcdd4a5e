import { registerRecordIdOf } from '../identity.ts';
import type { ActorRegistered, SourceRegistered, TypeRegistered } from '../records/registers.ts';
import { worldType } from '../records/registry.ts';
import { actors } from './actors.ts';
import { sources } from './sources.ts';
import { taxonomy } from './taxonomy.ts';
import type { TypeDraft } from './taxonomy.ts';

/** A register entry as a record of `world`. */
export interface RegisterRecord {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly data: TypeRegistered | ActorRegistered | SourceRegistered;
}

/** The registers that a deployment starts with. The same content gives the same ids in every log. */
export function registerRecords(): readonly RegisterRecord[] {
  return [
    ...taxonomy.map((draft) => registerRecord('type', draft.type, typeOf(draft))),
    ...actors.map((actor) => registerRecord('actor', actor.actor, actor)),
    ...sources.map((source) => registerRecord('source', source.source, source)),
  ];
}

/** The record that registers `name` with this content. */
export function registerRecord(
  kind: 'type' | 'actor' | 'source',
  name: string,
  data: RegisterRecord['data'],
): RegisterRecord {
  return {
    key: `${kind}:${name}`,
    id: registerRecordIdOf(kind, name, JSON.stringify(data)),
    type: worldType(`${kind}-registered`),
    data,
  };
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
