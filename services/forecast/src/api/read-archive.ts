import { mayAct } from '@casus/platform/accounts';
import type { Principal } from '@casus/platform/accounts';
import type { ApiContext } from './context.ts';
import { binLines } from './files/bin-lines.ts';
import { binColumns, predictionColumns, scoreColumns } from './files/columns.ts';
import type { ScoreLine } from './files/columns.ts';
import type { CsvColumn } from './files/csv.ts';
import { chunksOf, onePage } from './files/list-file.ts';
import type { ZippedFile } from './files/zip.ts';
import { calibrationView } from './present/calibration.ts';
import { scoreView } from './present/score.ts';
import { filePage, rowsOfPage, withRationales } from './read-predictions.ts';
import { calibrationOf } from './reputation/calibration.ts';
import { countedQuestions } from './reputation/counted.ts';
import { predictionsBy } from './store/predictions.ts';
import { scoresBy } from './store/scores.ts';
import { isoOf } from './times.ts';
import { pagesAt, readPinned, shownCut } from './view.ts';
import type { Pinned, View } from './view.ts';

/** Whose archive, at which cut. */
export interface ArchiveAsked {
  readonly principal: Principal;
  readonly pinned: Pinned;
  /** Of the bootstrap. */
  readonly seed: number;
}

/**
 * Everything of somebody's: what they predicted with their texts, how it was scored, how well it agrees with what
 * came. Each file is read when it is written, all at one cut.
 */
export async function archiveFiles(
  context: ApiContext,
  { principal, pinned, seed }: ArchiveAsked,
): Promise<readonly ZippedFile[]> {
  const calibration = await readPinned(context, pinned, (view) => ownCalibration(view, principal, seed));
  const predictions = () => ownPredictions(context, pinned, principal);
  const scores = () => ownScores(context, pinned, principal);
  return [
    { name: 'about.json', chunks: oneText(aboutText(principal, pinned)) },
    ...bothFormats('predictions', predictionColumns, predictions),
    ...bothFormats('scores', scoreColumns, scores),
    ...bothFormats('calibration', binColumns, () => onePage(binLines(calibration))),
    { name: 'calibration.json', chunks: oneText(`${JSON.stringify(calibration, null, 2)}\n`) },
  ];
}

function bothFormats<Row>(
  name: string,
  columns: readonly CsvColumn<Row>[],
  pages: () => AsyncIterable<readonly Row[]>,
): readonly ZippedFile[] {
  return (['csv', 'jsonl'] as const).map((format) => ({
    name: `${name}.${format}`,
    chunks: later(() => chunksOf({ format, columns, pages: pages() })),
  }));
}

/** Begins to read when it is asked for. */
async function* later(chunks: () => AsyncIterable<string>): AsyncGenerator<string, void> {
  yield* chunks();
}

async function* oneText(text: string): AsyncGenerator<string, void> {
  yield text;
}

function aboutText({ id, role }: Principal, { cut, asOf, today }: Pinned): string {
  const files = {
    'predictions.*':
      'all that you predicted, refused and late predictions too, with rationales that are kept',
    'scores.*': 'by the resolutions that stand; peer scores once the crowd of a question is shown',
    'calibration.*': 'the bins of the calibration; calibration.json has all of it',
  };
  const about = { forecaster: id, role, madeAt: isoOf(today), cut: shownCut(cut, asOf), files };
  return `${JSON.stringify(about, null, 2)}\n`;
}

async function ownCalibration(view: View, principal: Principal, seed: number) {
  const counted = await countedQuestions(view, { principal, own: true });
  const measured = {
    whose: { forecasters: [principal.id] },
    binning: { by: 'fixed', bins: 10 },
    seed,
  } as const;
  return calibrationView(await calibrationOf(view, counted, measured), seed);
}

function ownPredictions(context: ApiContext, pinned: Pinned, { id }: Principal) {
  const pages = pagesAt(context, pinned, async (view, after) =>
    filePage(await predictionsBy(view, { forecaster: id, after, limit: rowsOfPage })),
  );
  return withRationales(context, pages);
}

async function* ownScores(
  context: ApiContext,
  pinned: Pinned,
  principal: Principal,
): AsyncGenerator<readonly ScoreLine[], void> {
  const pages = pagesAt(context, pinned, async (view, after) =>
    filePage(await scoresBy(view, { forecaster: principal.id, after, limit: rowsOfPage })),
  );
  const seesAll = mayAct(principal, ['curator']);
  for await (const page of pages) {
    yield page.map(({ score, kind, revealAt }) => {
      const revealed = seesAll || Date.parse(revealAt) <= pinned.today;
      return { questionId: score.questionId, ...scoreView(score, { kind, revealed }) };
    });
  }
}
