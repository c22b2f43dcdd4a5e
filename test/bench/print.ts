/** A measured figure as `pnpm bench` prints it. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The same of what it is compared with, measured in the same run. */
  readonly peer?: number;
  readonly ratio?: number;
}

/** Prints one JSON object on a line, numbers to four digits. */
export function printFigure({ name, value, unit, peer, ratio }: Figure): void {
  const line = { name, value: rounded(value), unit, peer: rounded(peer), ratio: rounded(ratio) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function rounded(value: number | undefined): number | null {
  return value === undefined ? null : Number(value.toPrecision(4));
}

/** The value below which that share of the values lies. */
export function quantile(values: Float64Array, share: number): number {
  const ascending = values.toSorted();
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;
}
