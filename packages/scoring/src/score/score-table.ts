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
  /** The group's block, moved to the close, with who stood at the spot time. */
  readonly group: Cells;
  /** Whether members keep what stood at the spot time; if not, that is what stands now. */
  readonly pastSpot: boolean;
  readonly horizon: Horizon;
  readonly units: Units;
}

/** From integrals to scores: writes those of a member. */
export function writeScore(figures: Float64Array, member: number, cells: Cells, closing: Closing): void {
  const base = (member + 1) * sweep.STRIDE;
  const to = member * FIGURES.count;
  const { group, horizon, units } = closing;
  const scheduled = horizon.sched - horizon.open;
  const seconds = cell(group, sweep.NOW) - cell(cells, base + sweep.SINCE);
  const standing = cell(cells, base + sweep.SUM_STANDING) + seconds * cell(cells, base + sweep.STANDS);
  const log = cell(cells, base + sweep.SUM_LOG) + seconds * cell(cells, base + sweep.LOG_P);
  const loss = cell(cells, base + sweep.SUM_LOSS) + seconds * cell(cells, base + sweep.LOSS);
  const mean = standing === 0 ? 0 : 1 / standing;
  figures[to + FIGURES.coverage] = standing / scheduled;
  figures[to + FIGURES.loss] = loss * mean;
  figures[to + FIGURES.log] = log * mean;
  figures[to + FIGURES.baseline] = (units.baseline * (log - standing * units.lnChance)) / scheduled;
  figures[to + FIGURES.peer] = (units.peer * sweep.peerOf(group, cells, base)) / scheduled;
  const spot = base + (closing.pastSpot ? sweep.SPOT_STANDS : sweep.STANDS);
  const stood = cell(cells, spot);
  const logP = cell(cells, spot + sweep.LOG_P - sweep.STANDS);
  const outsider = cell(cells, base + sweep.OUTSIDER) === 1;
  const peer = peerAt(logP, outsider, cell(group, sweep.SPOT_N), cell(group, sweep.SPOT_SUM));
  figures[to + FIGURES.atSpot] = stood;
  figures[to + FIGURES.spotLoss] = cell(cells, spot + sweep.LOSS - sweep.STANDS);
  figures[to + FIGURES.spotBaseline] = stood * units.baseline * (logP - units.lnChance);
  figures[to + FIGURES.spotPeer] = stood * units.peer * peer;
}

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
