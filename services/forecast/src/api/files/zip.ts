import { strToU8, Zip, ZipDeflate } from 'fflate';

/** A file of an archive, made while it is read. */
export interface ZippedFile {
  readonly name: string;
  readonly chunks: AsyncIterable<string>;
}

/**
 * A zip of files in their order, as a stream: of each nothing is kept but the chunk that is being written.
 * @param at of all files, epoch milliseconds
 */
export async function* zipOf(files: Iterable<ZippedFile>, at: number): AsyncGenerator<Uint8Array, void> {
  let written: Uint8Array[] = [];
  const taken = (): readonly Uint8Array[] => {
    const chunks = written;
    written = [];
    return chunks;
  };
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    written.push(chunk);
  });
  for (const { name, chunks } of files) {
    const file = new ZipDeflate(name);
    file.mtime = at;
    zip.add(file);
    for await (const chunk of chunks) {
      file.push(strToU8(chunk));
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
