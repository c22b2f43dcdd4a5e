import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import type { ReportInput } from '@casus/domain/intake';
import { icewsRow, readIcewsRow } from '@casus/ingest';
import type { IcewsRow } from '@casus/ingest';
import { startingRegister } from '@casus/replay';
import { seededRandom } from '../random.ts';

/** Reports to load, and where their rows come from. */
export interface Load {
  readonly from: string;
  readonly reports: readonly ReportInput[];
}

const file = 'icews18-jan-jun.jsonl.gz';
const besideProject = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

/**
 * The first rows of ICEWS 2018 from the folder that `CASUS_SHARED_DATA` names (default: `shared/data` beside the
 * project), else made-up rows of the same shape.
 */
export async function readLoad(count: number): Promise<Load> {
  const path = join(process.env['CASUS_SHARED_DATA'] ?? besideProject, file);
  const isThere = existsSync(path);
  const rows = isThere ? await firstRows(path, count) : inventedRows(count);
  const register = startingRegister();
  return {
    from: isThere
      ? `${file}, first ${rows.length} rows`
      : `${rows.length} made-up rows, as ${file} is not there`,
    reports: rows.map((row) => readIcewsRow(row, register)),
  };
}

/** Reports of a made-up world, the same each time. */
export function inventedReports(count: number): readonly ReportInput[] {
  const register = startingRegister();
  return inventedRows(count).map((row) => readIcewsRow(row, register));
}

async function firstRows(path: string, count: number): Promise<readonly IcewsRow[]> {
  const rows: IcewsRow[] = [];
  const stream = createReadStream(path).pipe(createGunzip());
  for await (const line of createInterface({ input: stream })) {
    if (rows.length >= count) break;
    rows.push(icewsRow.parse(JSON.parse(line)));
  }
  stream.destroy();
  return rows;
}

const names = [
  'Russia',
  'United States',
  'Ukraine',
  'China',
  'North Korea',
  'Iran',
  'Citizen (India)',
  'Syria',
];
const codes = ['010', '036', '040', '042', '043', '046', '051', '111', '112', '163', '173', '190'];
const perDay = 1_600;

/** Rows of a made-up world, the same each time; meetings come from both sides, as in ICEWS. */
function inventedRows(count: number): readonly IcewsRow[] {
  const random = seededRandom(2018);
  const pick = (values: readonly string[]): string => values[Math.floor(random() * values.length)] ?? '';
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.UTC(2018, 0, 1 + Math.floor(index / perDay))).toISOString().slice(0, 10);
    return {
      id: `invented-${day}-${index}`,
      source: 'icews18',
      occurred_on: day,
      cameo_code: pick(codes),
      source_actor: pick(names),
      target_actor: pick(names),
    };
  });
}
