import type { OpenDialect } from '../core/dialect.ts';
import type { Evidence } from '../core/finding.ts';
import { parseLambdaLine } from '../errors/log-line.ts';
import type { Recognition } from '../errors/recognition.ts';
import { readError } from '../errors/recognize.ts';
import { suspicion } from '../errors/suspicion.ts';
import { type Found, type Line, type Log, MOST_QUOTED, type Observation, type WhoseCalls } from './observation.ts';
import { said } from './read-answer.ts';
import { reportsError } from './reports-error.ts';
import { concerns, concernsPrincipal } from './whose.ts';

const iso = (at: number): string => new Date(at).toISOString();

/** Says that the call failed, and not why: the application swallowed AWS's words. */
const BARE_FAILURE = /\bAccessDeniedException\b/;
/** The automaton of all suspicions takes longer to make than so many letters take to read without it. */
const MANY_LETTERS = 50_000;

/** Reads the lines that report an error, and those of which the dialect says what they are. */
export function readLog(
  log: Log,
  { success, failure, calling }: OpenDialect,
  who: WhoseCalls | null,
  found: Found,
): void {
  const modelOf = new Map<string, string>();
  const explained = new Set<string>();
  const lines = log.lines.map((line) => ({ ...line, parsed: parseLambdaLine(line.message) }));
  const evidenceOf = ({ stream, at, message }: Line): Evidence => ({
    kind: 'log',
    group: log.group,
    stream,
    at: iso(at),
    line: message.trimEnd(),
  });
  for (const line of lines) {
    const { parsed, stream, at } = line;
    const model = calling?.firstGroup(parsed.message) ?? null;
    if (model === null) continue;
    modelOf.set(parsed.requestId ?? stream, model);
    found.called.push({ model, at, source: 'log', evidence: evidenceOf(line) });
  }
  const bare: Observation[] = [];
  const letters = lines.reduce((sum, { message }) => sum + message.length, 0);
  const suspect = letters < MANY_LETTERS ? null : suspicion();
  for (const line of lines) {
    const { at, stream, parsed } = line;
    const request = parsed.requestId;
    const invoked = modelOf.get(request ?? stream) ?? null;
    if (success?.test(parsed.message)) {
      found.successes.push({ at, model: invoked, source: 'log' });
      continue;
    }
    const failed = failure?.test(parsed.message) === true;
    if (!failed && !reportsError(parsed.level, parsed.message)) continue;
    // Most errors of a busy application are its own: one look tells those that no word of AWS is in.
    const isOwn = suspect !== null && !parsed.message.includes('\n') && suspect.find(parsed.message, 0) < 0;
    if (isOwn && !failed) continue;
    const { recognition: seen, unlisted } = readError(parsed.message);
    if (!seen) {
      // An error of Bedrock's whose words are new is an error all the same.
      if (failed || BARE_FAILURE.test(parsed.message) || unlisted?.of === 'bedrock') {
        bare.push({
          cause: 'unknown',
          at,
          quote: parsed.message.slice(0, MOST_QUOTED),
          waitMinutes: null,
          action: null,
          resource: null,
          model: invoked,
          request,
          source: 'log',
          evidence: evidenceOf(line),
        });
      }
      continue;
    }
    if (!concernsPrincipal(seen, who)) continue;
    if (request !== null) explained.add(request);
    found.observations.push({
      ...said(seen),
      at,
      model: modelIn(seen, invoked),
      request,
      source: 'log',
      evidence: evidenceOf(line),
    });
  }
  // A line that only says that something failed adds nothing to one of the same request that says what.
  found.observations.push(...bare.filter(({ request }) => request === null || !explained.has(request)));
}

/** The model that AWS's words name; behind a profile they name the base model, and the line before named what was called. */
function modelIn({ model }: Recognition, invoked: string | null): string | null {
  if (model === null) return invoked;
  return invoked !== null && concerns(model, invoked) ? invoked : model;
}
