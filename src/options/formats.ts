import { UsageError } from '../core/usage-error.ts';

/** The error for a `--format` that cannot be used, which says where it was set. */
type Wrong = (what: string) => UsageError;

/** One place a report goes to: a format, and a file; null is standard output. */
export interface Output {
  readonly format: string;
  readonly path: string | null;
}

/**
 * `--format junit=report.xml,github,json=out.json`: formats with their files, `-` for standard output. `output` is the file
 * of the first one that names none. Throws a `UsageError` for an unknown format, a missing file name, or two formats in
 * one place.
 */
export function parseFormats(
  given: string,
  output: string | null,
  known: readonly string[],
  wrong: Wrong,
): readonly Output[] {
  const outputs = given.split(',').map((item): Output => {
    const [format = '', ...rest] = item.trim().split('=');
    if (!known.includes(format)) {
      throw wrong(`must be one of ${known.join(', ')}, or several such as json=out.json,text`);
    }
    const path = rest.join('=');
    if (rest.length > 0 && path === '') throw wrong(`names no file after ${format}=; write ${format}=FILE`);
    return { format, path: rest.length === 0 ? null : path };
  });
  const first = outputs.findIndex(({ path }) => path === null);
  const placed = outputs
    .map((one, at) => (at === first ? { ...one, path: output } : one))
    .map((one) => (one.path === '-' ? { ...one, path: null } : one));
  if (output !== null && first < 0) {
    throw new UsageError(
      '--output has no format to write: each one in --format names a file already; leave --output out.',
    );
  }
  if (placed.filter(({ path }) => path === null).length > 1) {
    throw new UsageError(
      'Two formats cannot go to standard output together; give all but one a file: --format json=out.json,text.',
    );
  }
  const twice = placed.find(({ path }, at) => path !== null && placed.findIndex((one) => one.path === path) < at);
  if (twice) throw new UsageError(`${twice.path} would hold two formats; give each a file of its own.`);
  return placed;
}
