import type { Load, Throughput } from './load.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: number | null;
  readonly ratio: number | null;
}

/** Records a second against the peer's rows a second, and the latency of single appends; medians over the rounds. */
export function printThroughput(load: Load, own: readonly Throughput[], peers: readonly number[]): void {
  const value = median(own.map(({ perSecond }) => perSecond));
  const peer = median(peers);
  const ratio = median(own.map(({ perSecond }, round) => perSecond / (peers[round] ?? Number.NaN)));
  print({ name: load.name, value, unit: 'records/s', peer, ratio });
  for (const share of [0.5, 0.99]) {
    const values = own.map(({ latencies }) => quantile(latencies, share));
    print({
      name: `${load.name}-p${share * 100}`,
      value: median(values),
      unit: 'ms',
      peer: null,
      ratio: null,
    });
  }
}

/** Medians of the rounds, against the peer's where there is one. */
export function printFigure(
  name: string,
  unit: string,
  own: readonly number[],
  peers: readonly number[],
): void {
  const hasPeer = peers.length > 0;
  const ratios = own.map((value, round) => value / (peers[round] ?? Number.NaN));
  print({
    name,
    value: median(own),
    unit,
    peer: hasPeer ? median(peers) : null,
    ratio: hasPeer ? median(ratios) : null,
  });
}

/** Milliseconds, in any order. */
export function printQuantiles(name: string, latencies: readonly number[]): void {
  printTail(
    latencies.toSorted((a, b) => a - b),
    name,
  );
}

/** Milliseconds, ascending. */
export function printTail(latencies: readonly number[], name = 'log-tail'): void {
  for (const share of [0.5, 0.99])
    print({
      name: `${name}-p${share * 100}`,
      value: quantile(latencies, share),
      unit: 'ms',
      peer: null,
      ratio: null,
    });
}

function print(figure: Figure): void {
  const rounded = (value: number | null): number | null =>
    value === null ? null : Number(value.toPrecision(4));
  const { name, value, unit, peer, ratio } = figure;
  const line = { name, value: rounded(value), unit, peer: rounded(peer), ratio: rounded(ratio) };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function median(values: readonly number[]): number {
  return quantile(
    values.toSorted((a, b) => a - b),
    0.5,
  );
}

/** The value below which that share of the ascending values lies. */
function quantile(ascending: readonly number[], share: number): number {
  return ascending[Math.min(ascending.length - 1, Math.floor(ascending.length * share))] ?? Number.NaN;
}
