import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { Host } from '../core/host.ts';
import { longFlag, type OptionName } from './table.ts';

/** A config file says what is examined and expected; it never agrees to anything. */
const CONSENTS: ReadonlySet<string> = new Set(['yes', 'acceptTerms', 'deploy', 'probe']);
/** It never says where something is written, or what is carried out. */
const WRITES: ReadonlySet<string> = new Set(['output', 'save', 'planOut', 'plan']);
/** Where calls and secrets go; and which other config file counts. */
const ONLY_NAMED: ReadonlySet<string> = new Set([
  'endpointUrl',
  'apiKeyEnv',
  'sign',
  'assumeRole',
  'externalId',
  'config',
]);
/** Options whose value is the name of a file that is read. */
const FILES: ReadonlySet<string> = new Set(['poem', 'request', 'useCase', 'template', 'from', 'configFile']);

/** A config file that values are read from. */
export interface ConfigFile {
  readonly path: string;
  /** Whether somebody named it; else it was found. */
  readonly named: boolean;
}

/** What becomes of a value of a config file: it counts, perhaps in another spelling, or it does not. */
export type Ruling = { readonly value: unknown } | { readonly refused: string };

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
};

/** Whether a `format` names a file: json=report.json. */
const namesFile = (value: unknown): boolean =>
  typeof value === 'string' && value.split(',').some((one) => /=(?!\s*-?\s*$)/.test(one));

const flagOf = (key: string): string => longFlag(key as OptionName);

/** Whether a key of a config file counts (contract, section 1). `refused` goes on from the key: 'does not count: …'. */
export async function rule(key: string, value: unknown, { path, named }: ConfigFile, host: Host): Promise<Ruling> {
  const off = value === false || value === 'false' || value === null;
  if (CONSENTS.has(key))
    return off ? { value } : { refused: `a config file cannot agree to anything; pass ${flagOf(key)} yourself` };
  if (WRITES.has(key))
    return { refused: `a config file cannot say what is written or carried out; pass ${flagOf(key)} yourself` };
  if (key === 'format' && namesFile(value))
    return { refused: 'a config file cannot say where something is written; pass --format yourself' };
  if (ONLY_NAMED.has(key) && !named)
    return {
      refused: `where calls and secrets go is not taken from a file that was found; pass ${flagOf(key)}, or name the file with --config`,
    };
  if (!FILES.has(key) || typeof value !== 'string' || value === '-') return { value };
  const folder = dirname(resolve(host.cwd, path));
  const file = resolve(folder, value);
  if (named) return { value: shownFrom(host.cwd, file, value) };
  const [realFolder, realFile] = [await host.realPath(folder), await host.realPath(file)];
  // What is not there cannot lead anywhere; that it is missing is said where it is read.
  const leads = realFile ?? join(realFolder ?? folder, relative(folder, file));
  return isInside(leads, realFolder ?? folder) && isInside(file, folder)
    ? { value: shownFrom(host.cwd, file, value) }
    : {
        refused: `a file that was found may only name files in its own folder; pass ${flagOf(key)}, or name the config file with --config`,
      };
}

/** A file as it is read from the working folder: as it was written where both are the same. */
const shownFrom = (cwd: string, file: string, written: string): string =>
  resolve(cwd, written) === file ? written : relative(cwd, file);
