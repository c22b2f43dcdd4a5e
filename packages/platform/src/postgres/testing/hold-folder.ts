import { runMain } from '../../process/run-main.ts';
import { print } from '../../process/print.ts';
import { openEmbeddedPostgres } from '../embedded.ts';

/** A process of its own that holds a data folder until it is told to end: prints the server's URL when ready. */
await runMain(async (signal) => {
  const dataDir = process.argv[2];
  if (dataDir === undefined) throw new Error('usage: hold-folder DATA_DIR');
  await using server = await openEmbeddedPostgres({ dataDir });
  print(server.url);
  const ended = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => ended.resolve());
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race([ended.promise, server.failed]);
  clearInterval(alive);
});
