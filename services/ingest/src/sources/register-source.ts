import { isDeepStrictEqual } from 'node:util';
import { normaliseActor } from '@casus/domain/intake';
import type { Register } from '@casus/domain/intake';
import type { SourceRegistered } from '@casus/domain/records';
import { registerSource } from '@casus/domain/registers';
import { positionText } from '@casus/log';
import type { IngestContext } from '../context.ts';
import { recordWrite } from '../world/record-write.ts';
import type { RecordReceipt } from '../world/record-write.ts';
import type { Registers } from '../world/registers.ts';

/** Registers a source, or registers it anew; one that is registered just so stays as it is. */
export async function recordSource(
  context: IngestContext,
  { register, sources }: Registers,
  { writeId, input }: { readonly writeId: string; readonly input: SourceRegistered },
): Promise<{ readonly status: 201 | 202; readonly body: RecordReceipt }> {
  const source = withActorIds(register, input);
  const { key, id, record } = registerSource(source);
  const known = sources.find((each) => each.source === source.source);
  if (known && isDeepStrictEqual(known, { ...source, offset: known.offset })) {
    const position = positionText({ topic: 'world', partition: 0, offset: known.offset });
    return { status: 201, body: { recordId: id, position, repeated: true } };
  }
  // the id of the content would find an earlier registration of the same content, which others have replaced
  return recordWrite(context, { id: writeId, key, record });
}

function withActorIds(register: Register, source: SourceRegistered): SourceRegistered {
  return { ...source, official: source.official.map((name) => normaliseActor(register, name)) };
}
