import { isTooDeep } from '../../core/json-depth.ts';
import { jsonLine } from '../../core/json-line.ts';
import type { Pattern } from '../../core/pattern.ts';
import { UsageError } from '../../core/usage-error.ts';
import { calledFile, readNamed } from '../../options/named-file.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import { mayBeKey, mustStayBare } from '../../options/secrets-sent.ts';
import type { OptionName } from '../../options/table.ts';
import { GUIDE_MODEL } from '../../probes/run/model.ts';
import type { Session } from '../session/session.ts';
import { patternsOf } from './patterns.ts';

/** What the options want of a poem, as far as it can be told before anything is asked. */
export interface RequestOptions {
  /** The request body; null for the usual one. */
  readonly body: string | null;
  /** What the API wants of its users; null where no key is named. */
  readonly apiKey: string | null;
  /** What a good answer contains; null where any success is one. */
  readonly answer: Pattern | null;
}

/**
 * The option that asks for the log to be read, null where none does. Who names the lines on the command line wants them
 * looked for; a variable or a file names them for the runs that look.
 */
export const logAskedBy = (options: ResolvedOptions): OptionName | null =>
  (['tail', 'follow'] as const).find((name) => options.flag(name)) ??
  (['expect', 'forbid'] as const).find((name) => options.source(name)?.from === 'flag') ??
  null;

/** Reads what the options want of a poem. Throws a `UsageError` for what cannot be used. */
export async function readRequestOptions({ host, options }: Session): Promise<RequestOptions> {
  for (const name of ['expect', 'forbid'] as const) patternsOf(options, name, GUIDE_MODEL);
  mustStayBare(options);
  const via = options.text('via')?.value ?? null;
  const log = logAskedBy(options);
  if (via === 'direct' && log !== null) {
    throw new UsageError(
      `${options.where(log)} needs the function, and ${options.where('via')} direct goes past it; leave one of them out.`,
    );
  }
  const answer = patternsOf(options, 'answer', GUIDE_MODEL)?.[0] ?? null;
  return {
    answer,
    body: await bodyOf({ host, options }),
    apiKey: via === null || via === 'api' || via === 'direct' ? apiKeyOf({ host, options }) : null,
  };
}

async function bodyOf({ host, options }: Pick<Session, 'host' | 'options'>): Promise<string | null> {
  const name = options.text('request') === null ? 'poem' : 'request';
  const path = options.text(name)?.value ?? null;
  if (path === null) return null;
  const text = await readNamed(host, 'request body', path, options.where(name));
  if (isTooDeep(text)) throw new UsageError(`The request body ${calledFile(path)} is nested too deep; mend the file.`);
  try {
    JSON.parse(text);
  } catch {
    // It is sent as JSON, and would come back as a fault of the function.
    throw new UsageError(
      `The request body ${calledFile(path)}, line ${jsonLine(text)}, is not valid JSON; mend the file, or change ${options.where(name)}.`,
    );
  }
  return text;
}

/** What a variable may be called: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** The API key, from the variable that --api-key-env names; null where none is named. */
function apiKeyOf({ host, options }: Pick<Session, 'host' | 'options'>): string | null {
  const name = options.text('apiKeyEnv')?.value ?? null;
  if (name === null) return null;
  const where = options.where('apiKeyEnv');
  mayBeKey(options, name);
  // It may be the key itself: it is not repeated.
  if (!VARIABLE.test(name)) {
    throw new UsageError(`${where} must be the name of the variable that holds the API key, never the key itself.`);
  }
  const key = host.env[name] ?? '';
  if (key === '') throw new UsageError(`The variable ${name} that ${where} names is not set; export it first.`);
  if (!HEADER_VALUE.test(key)) {
    throw new UsageError(
      `The variable ${name} that ${where} names holds no API key: it has spaces or other letters; export the key alone.`,
    );
  }
  return key;
}
