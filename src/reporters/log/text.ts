import { Chalk, type ChalkInstance } from 'chalk';
import { harmless } from '../../core/harmless.ts';
import type { LogEntry } from '../../core/log-entry.ts';

/** How entries are written for people. */
export interface LogStyle {
  readonly color: boolean;
  readonly unicode: boolean;
  /** What a line begins with that tells of a served call, as the applications of this run write it. */
  readonly success: readonly string[];
}

/** Enough of a request id to tell those of one screen apart. */
const ID_LENGTH = 8;
const LEVEL_LENGTH = 5;

/** What the platform itself writes around a request. */
const PLATFORM = /^(?:START|END|REPORT|INIT_START|XRAY) |^platform\./;

/** Writes entries; the date is written where it is not the same as of the entry before, each cause in full only once. */
export function textEntries(style: LogStyle, today: number): (entry: LogEntry) => string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const ids = [chalk.cyan, chalk.magenta, chalk.blue, chalk.green, chalk.yellow, chalk.cyanBright, chalk.magentaBright];
  const success = style.success.length === 0 ? null : new RegExp(`^(?:${style.success.join('|')})`);
  const explainedAlready = new Set<string>();
  const dayOf = (moment: number): string => new Date(moment).toISOString().slice(0, 10);
  const now = dayOf(today);
  return (entry) => {
    const day = dayOf(entry.timestamp);
    const time = `${day === now ? '' : `${day} `}${new Date(entry.timestamp).toISOString().slice(11, 23)}Z`;
    const id = entry.requestId ?? '';
    const paint = id === '' ? chalk.dim : (ids[hashOf(id) % ids.length] ?? chalk.dim);
    const level = harmless(entry.level ?? '')
      .slice(0, LEVEL_LENGTH)
      .padEnd(LEVEL_LENGTH);
    const indent = ' '.repeat(time.length + ID_LENGTH + LEVEL_LENGTH + 3);
    const words = linesOf(entry.words)
      .map((line) => paintOf(entry, chalk, success)(line))
      .join(`\n${indent}`);
    return `${chalk.dim(time)} ${paint(harmless(id).slice(0, ID_LENGTH).padEnd(ID_LENGTH))} ${levelPaint(level.trim(), chalk)(level)} ${words}\n${explain(entry, indent)}`;
  };

  function explain({ explained }: LogEntry, indent: string): string {
    if (explained === null) return '';
    const { cause, title, waitMinutes } = explained;
    const hook = style.unicode ? '↳' : '->';
    const first = !explainedAlready.has(cause);
    explainedAlready.add(cause);
    const wait = waitMinutes === null ? '' : `; AWS says: try again after ${waitMinutes} min`;
    return `${indent}${chalk.yellow(`${hook} ${cause}${first ? `: ${title}${wait} (bedrock-doctor explain ${cause})` : ''}`)}\n`;
  }
}

/** The lines of one entry: a traceback keeps its own, with what stands in front of them. */
const linesOf = (words: string): readonly string[] =>
  words
    .trimEnd()
    .split(/[\r\n]+/)
    .map((line) => harmless(line.replaceAll('\t', '    ')));

const levelPaint = (level: string, chalk: ChalkInstance): ChalkInstance =>
  /^(ERROR|FATAL|CRITI)/.test(level) ? chalk.red : level.startsWith('WARN') ? chalk.yellow : chalk.dim;

function paintOf({ words, level, explained }: LogEntry, chalk: ChalkInstance, success: RegExp | null): ChalkInstance {
  if (PLATFORM.test(words)) return chalk.dim;
  if (explained !== null || /^(ERROR|FATAL|CRITICAL)$/.test(level ?? '')) return chalk.red;
  return success?.test(words) === true ? chalk.green : chalk.reset;
}

/** The same id has the same color on every screen. */
function hashOf(text: string): number {
  let hash = 0;
  for (const letter of text) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash;
}
