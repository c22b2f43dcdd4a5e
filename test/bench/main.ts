import { runProgram } from '../programs.ts';

/** `pnpm bench NAME`: prints a JSON object a line, `{"name", "value", "unit", "peer", "ratio"}`. */
await runProgram('bench', new URL('./', import.meta.url), process.argv.slice(2));
