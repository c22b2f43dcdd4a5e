import type { Horizon } from '../horizon.ts';
import { peerAt } from './peer.ts';
import * as sweep from './sweep-cells.ts';
import { cell, type Cells } from './sweep-cells.ts';

/** How `ln p_r` becomes points. */
export interface Units {
  /** Points a nat of the baseline score. */
  readonly baseline: number;
  /** `ln` of what chance gives to the outcome. */
  readonly lnChance: number;
  /** Points a nat of the peer score. */
  readonly peer: number;
}

export const BINARY_UNITS: Units = { baseline: 100 / Math.LN2, lnChance: -Math.LN2, peer: 100 };

/** The order of a member's figures in a table. `atSpot`: 1 where something stood at the spot time, else 0. */
export const FIGURES = {
  coverage: 0,
  loss: 1,
  log: 2,
  baseline: 3,
  peer: 4,
  atSpot: 5,
  spotLoss: 6,
  spotBaseline: 7,
  spotPeer: 8,
  count: 9,
} as const;

/**
 * The scores of a question's members: `figures[member · FIGURES.count + FIGURES.peer]` and so on, with meanings and
 * units as in `Score`. A figure of something that did not stand is 0.
 */
export interface ScoreTable {
  readonly members: number;
  readonly figures: Float64Array;
}

/** A forecaster's scores on a question. */
export interface Score {
  /** Share of the scheduled horizon in which a prediction stood, above 0 and up to 1. */
  readonly coverage: number;
  /**
   * Mean over the time in which a prediction stood: the Brier score (binary: `(p − y)²`, 0…1; options: 0…2), for
   * numbers and dates the CRPS. Times `coverage` it is the integral over the horizon, which is proper over time among
   * those who stand throughout.
   */
  readonly loss: number;
  /** `ln p_r`, mean over the time in which a prediction stood. */
  readonly log: number;
  /** Time-averaged baseline score: the integral over the scheduled horizon. */
  readonly baseline: number;
  /** Peer score: the integral over the scheduled horizon. */
  readonly peer: number;
  /** At the spot time; null where nothing stood. Coverage counts as 1. */
  readonly spot: SpotScore | null;
}

export interface SpotScore {
  readonly loss: number;
  readonly baseline: number;
  readonly peer: number;
}

/** The sweep at its close, were no further change to come. */
export interface Closing {
  /** The group's cells, moved to the close, with who stood at the spot time. */
  readonly group: Cells;
  /** STANDS, LOG_P and LOSS of each member as they were at the spot time; null: as they are. */
  readonly atSpot: Cells | null;
  readonly horizon: Horizon;
  readonly units: Units;
}

/** Members `from`…`to − 1`. */
export interface Slice {
  readonly from: number;
  readonly to: number;
}

/** From integrals to scores: writes those over time. */
export function writeScores(
  figures: Float64Array,
  cells: Cells,
  { from, to }: Slice,
  closing: Closing,
): void {
  const { group, horizon, units } = closing;
  const scheduled = horizon.sched - horizon.open;
  const baseline = units.baseline / scheduled;
  const peer = units.peer / scheduled;
  const { lnChance } = units;
  const end = cell(group, sweep.NOW);
  for (let member = from; member < to; member += 1) {
    const base = sweep.baseOf(member);
    const at = member * FIGURES.count;
    const standing = cell(cells, base + sweep.SUM_STANDING) + end * cell(cells, base + sweep.STANDS);
    const log = cell(cells, base + sweep.SUM_LOG) + end * cell(cells, base + sweep.LOG_P);
    const loss = cell(cells, base + sweep.SUM_LOSS) + end * cell(cells, base + sweep.LOSS);
    const mean = standing === 0 ? 0 : 1 / standing;
    figures[at + FIGURES.coverage] = standing / scheduled;
    figures[at + FIGURES.loss] = loss * mean;
    figures[at + FIGURES.log] = log * mean;
    figures[at + FIGURES.baseline] = baseline * (log - standing * lnChance);
    figures[at + FIGURES.peer] = peer * sweep.peerOf(group, cells, base);
  }
}

/** Writes those at the spot time. */
export function writeSpots(figures: Float64Array, cells: Cells, { from, to }: Slice, closing: Closing): void {
  const { group, atSpot, units } = closing;
  const { baseline, peer, lnChance } = units;
  const n = cell(group, sweep.SPOT_N);
  const sum = cell(group, sweep.SPOT_SUM);
  const kept = atSpot ?? cells;
  const stride = atSpot ? SPOT_STRIDE : sweep.STRIDE;
  const first = atSpot ? 0 : sweep.baseOf(0);
  for (let member = from; member < to; member += 1) {
    const spot = first + member * stride;
    const at = member * FIGURES.count;
    // who joined after the spot time is not in what was kept
    const stood = kept[spot + sweep.STANDS] ?? 0;
    const logP = kept[spot + sweep.LOG_P] ?? 0;
    const outsider = cell(cells, sweep.baseOf(member) + sweep.OUTSIDER) === 1;
    figures[at + FIGURES.atSpot] = stood;
    figures[at + FIGURES.spotLoss] = kept[spot + sweep.LOSS] ?? 0;
    figures[at + FIGURES.spotBaseline] = stood * baseline * (logP - lnChance);
    figures[at + FIGURES.spotPeer] = stood * peer * peerAt(logP, outsider, n, sum);
  }
}

/** What stands of the members, in blocks of STANDS, LOG_P and LOSS. */
export function standingOf(cells: Cells, members: number): Cells {
  const kept = new Float64Array(members * SPOT_STRIDE);
  for (let member = 0; member < members; member += 1) {
    const base = sweep.baseOf(member);
    kept[member * SPOT_STRIDE + sweep.STANDS] = cell(cells, base + sweep.STANDS);
    kept[member * SPOT_STRIDE + sweep.LOG_P] = cell(cells, base + sweep.LOG_P);
    kept[member * SPOT_STRIDE + sweep.LOSS] = cell(cells, base + sweep.LOSS);
  }
  return kept;
}

const SPOT_STRIDE = 3;

/** One member's scores; null where nothing stood within the horizon. */
export function scoreAt({ figures }: ScoreTable, member: number): Score | null {
  const figure = (name: keyof typeof FIGURES) => figures[member * FIGURES.count + FIGURES[name]] ?? 0;
  if (figure('coverage') === 0) return null;
  const spot = { loss: figure('spotLoss'), baseline: figure('spotBaseline'), peer: figure('spotPeer') };
  return {
    coverage: figure('coverage'),
    loss: figure('loss'),
    log: figure('log'),
    baseline: figure('baseline'),
    peer: figure('peer'),
    spot: figure('atSpot') === 0 ? null : spot,
  };
}
