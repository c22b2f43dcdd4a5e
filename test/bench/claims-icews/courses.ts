import { prepareReport } from '@casus/domain/intake';
import type { ReportInput } from '@casus/domain/intake';
import { recordIdOf } from '@casus/domain/identity';
import { worldRecord } from '@casus/domain/records';
import { registerRecords, registerSource, sources } from '@casus/domain/registers';
import type { Delivered } from '@casus/domain/rows';
import { startingRegister } from '@casus/replay';
import type { Dice } from '../../prove/dice.ts';

/** A record and the stamp that it keeps, whatever stands before it. */
export type Stamped = Omit<Delivered, 'position' | 'key'>;

type Content = Extract<ReturnType<typeof prepareReport>, { readonly ok: true }>['content'];

/** A report as intake has taken it, with the stamp of its day. */
export interface TakenReport {
  readonly reportId: string;
  readonly ref: string;
  readonly content: Content;
  readonly logTime: number;
}

const source = 'icews18';
const stampHourMs = 20 * 3_600_000;

/** Reports as intake takes them, stamped in their order within 20:00Z of their day; those it refuses are left out. */
export function takenReports(inputs: readonly ReportInput[]): readonly TakenReport[] {
  const register = startingRegister();
  return inputs.flatMap((input, index) => {
    const prepared = prepareReport(input, register);
    if (!prepared.ok) return [];
    const day = Date.parse(`${input.occurred.from}T00:00:00Z`);
    const { reportId, content } = prepared;
    return [{ reportId, ref: input.ref, content, logTime: day + stampHourMs + (index % 3_600_000) }];
  });
}

export function filed({ reportId, ref, content, logTime }: TakenReport, revision = 1): Stamped {
  const data = { reportId, source, ref, revision, content };
  return { logTime, ...worldRecord(recordIdOf(reportId, revision), { name: 'report-filed', data }) };
}

function retracted({ reportId, ref, logTime }: TakenReport): Stamped {
  const data = { reportId, source, ref, revision: 2 };
  return { logTime, ...worldRecord(recordIdOf(reportId, 2), { name: 'report-retracted', data }) };
}

/** The registers that a deployment starts with; the source says by itself how far it has been read. */
export function startingRecords(): readonly Stamped[] {
  const registered = sources.filter((each) => each.source === source);
  const declared = registered.map((each) => registerSource({ ...each, coverage: { mode: 'declared' } }));
  return [...registerRecords(), ...declared].map(({ id, record }) => ({
    logTime: 0,
    ...worldRecord(id, record),
  }));
}

/** The source has read everything from the beginning of 2017 up to this day. */
export function caughtUp(through: string, logTime: number): Stamped {
  const data = { source, from: '2017-01-01T00:00:00Z', through: `${through}T00:00:00Z` };
  const id = recordIdOf('2b9c1e7e-6d55-4b58-9d0b-1c5c8a3a3f01', Date.parse(data.through));
  return { logTime, ...worldRecord(id, { name: 'source-caught-up', data }) };
}

export function shuffled<T>(dice: Dice, all: readonly T[]): readonly T[] {
  const left = [...all];
  for (let last = left.length - 1; last > 0; last -= 1) {
    const other = dice.between(0, last);
    const [a, b] = [left[last], left[other]];
    if (a === undefined || b === undefined) continue;
    [left[last], left[other]] = [b, a];
  }
  return left;
}

/**
 * The same reports in the end: 10 % come late, 2 % twice, 1 % say something else before they are corrected, and 1 % as
 * many others come and are retracted. Stamps are kept, and each report's own revisions stay in their order.
 */
export function disturbed(dice: Dice, reports: readonly TakenReport[]): readonly Stamped[] {
  const most = Math.ceil(reports.length / 10);
  const placed = reports.flatMap((report, index) => {
    const later = (): number => index + dice.between(1, most);
    const other = reports[dice.between(0, reports.length - 1)] ?? report;
    const at = dice.chance(0.1) ? later() : index;
    const own = [{ at, record: filed(report) }];
    if (dice.chance(0.02)) own.push({ at: Math.max(at, later()), record: filed(report) });
    if (dice.chance(0.01)) {
      own.unshift({ at: index, record: filed({ ...report, content: other.content }, 0) });
    }
    if (dice.chance(0.01)) {
      const wrong = { ...other, ref: `${report.ref}-wrong`, reportId: recordIdOf(report.reportId, 99) };
      own.push({ at: index, record: filed(wrong) }, { at: later(), record: retracted(wrong) });
    }
    return own;
  });
  return placed.toSorted((a, b) => a.at - b.at).map(({ record }) => record);
}
