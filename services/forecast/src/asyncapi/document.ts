import { questionSchemas, worldSchemas } from '@casus/domain/record-schemas';
import { ownTypes } from '@casus/log';
import { z } from 'zod';
import { publishedSchemas } from '../outbox/facts/shapes.ts';

type JsonObject = { readonly [name: string]: unknown };

/** The records about the log itself, in both topics. */
const ownSchemas: Readonly<Record<string, z.ZodType>> = {
  [ownTypes.opened]: z.object({ logId: z.uuid(), partition: z.int() }),
  [ownTypes.importing]: z.object({ importId: z.uuid(), hash: z.string() }),
  [ownTypes.imported]: z.object({ importId: z.uuid(), hash: z.string() }),
  [ownTypes.stampCorrected]: z.object({ offset: z.int(), stamp: z.int(), who: z.string(), why: z.string() }),
  [ownTypes.repeated]: z.object({ id: z.uuid() }),
  'casus.log.record-discarded.v1': z.object({
    offset: z.int(),
    who: z.string(),
    why: z.object({ textId: z.uuid(), hash: z.string() }),
  }),
};

interface Channel {
  readonly name: string;
  readonly description: string;
  /** By CloudEvents type. */
  readonly schemas: Readonly<Record<string, z.ZodType>>;
}

const channels: readonly Channel[] = [
  {
    name: 'world',
    description:
      'Private. Everything that sources said, and the registers, in one partition: a total order. Offset 0 says how the log began.',
    schemas: { ...typed('world', worldSchemas), ...ownSchemas },
  },
  {
    name: 'questions',
    description:
      'Private. Everything about a question in one order; the key is the id of the question, or of the tournament. An id may come twice: it counts once.',
    schemas: { ...typed('questions', questionSchemas), ...ownSchemas },
  },
  {
    name: 'published',
    description:
      'For integrators: accepted facts, each once it is revealed. The key is the id of the question or event; facts of a key are in their order. After a crash a fact may come again, under the same id.',
    schemas: typed('published', publishedSchemas),
  },
];

function typed(
  topic: string,
  schemas: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, z.ZodType>> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [`casus.${topic}.${name}.v1`, schema]),
  );
}

/** The AsyncAPI 3 document of the topics: made from the schemas that records and facts are read and written by. */
export function asyncApiDocument(): JsonObject {
  const all = Object.assign({}, ...channels.map(({ schemas }) => schemas)) as Channel['schemas'];
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Casus',
      version: '1',
      description:
        'The topics of a Casus on Kafka. Messages are CloudEvents 1.0 in structured JSON; topic names begin with the prefix of the deployment, by default `casus.`.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels: Object.fromEntries(channels.map((channel) => [channel.name, channelOf(channel)])),
    operations: Object.fromEntries(
      channels.map(({ name }) => [
        `${name}IsFilled`,
        { action: 'send', channel: { $ref: `#/channels/${name}` } },
      ]),
    ),
    components: {
      messages: Object.fromEntries(Object.keys(all).map((type) => [keyOf(type), messageOf(type)])),
      schemas: schemasOf(all),
    },
  };
}

function channelOf({ name, description, schemas }: Channel): JsonObject {
  const messages = Object.keys(schemas).map(keyOf);
  return {
    address: `casus.${name}`,
    description,
    messages: Object.fromEntries(messages.map((key) => [key, { $ref: `#/components/messages/${key}` }])),
  };
}

function messageOf(type: string): JsonObject {
  const text = { type: 'string' };
  return {
    name: type,
    payload: {
      type: 'object',
      required: ['specversion', 'id', 'source', 'type', 'subject', 'datacontenttype', 'data'],
      properties: {
        specversion: { const: '1.0' },
        id: { ...text, format: 'uuid' },
        source: { const: 'urn:casus' },
        type: { const: type },
        subject: { ...text, description: 'The key of the message.' },
        datacontenttype: { const: 'application/json' },
        traceparent: { ...text, description: 'W3C trace context, where there is one.' },
        data: { $ref: `#/components/schemas/${keyOf(type)}` },
      },
    },
  };
}

/** `casus.world.report-filed.v1` as a name that components may have: `world.report-filed.v1`. */
function keyOf(type: string): string {
  return type.replace(/^casus\./u, '');
}

function schemasOf(all: Channel['schemas']): JsonObject {
  const registry = z.registry<{ id: string }>();
  // a copy, for a schema may stand for two types
  for (const [type, schema] of Object.entries(all)) registry.add(schema.clone(), { id: keyOf(type) });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'output',
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  const named = (name: string): boolean => name !== '$schema' && name !== '$id';
  const own = Object.entries(schemas).map(([id, schema]) => [
    id,
    Object.fromEntries(Object.entries(schema).filter(([name]) => named(name))),
  ]);
  // what several share stands under a name of its own, with references that lead into it
  const text = JSON.stringify(Object.fromEntries(own)).replaceAll('__shared#/$defs/', '__shared/$defs/');
  return JSON.parse(text.replaceAll('__shared', 'shared')) as JsonObject;
}
