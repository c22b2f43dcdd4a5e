/** Writes one line to standard output: for programs whose output is read by people or scripts. */
export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** A reader that went away (a closed terminal, `| head`) must not end the process before it has cleaned up. */
export function surviveClosedOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
}
