import { runProgram } from '../programs.ts';

/** `pnpm faults NAME --rounds N --seed S`: ends with one JSON line, and exits with 1 on failure. */
await runProgram('faults', new URL('./', import.meta.url), process.argv.slice(2));
