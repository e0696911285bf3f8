import { type Document, LineCounter, parseDocument } from 'yaml';
import { keyText } from './data.ts';

/** A text as the library reads it. */
export interface Read {
  readonly document: Document.Parsed;
  /** Lines of the text as it stands. */
  readonly lines: LineCounter;
}

/** CloudFormation reads dates as the text they are, so that `Version: 2012-10-17` needs no quotes. */
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/** More lines than this are not moved: each costs one more reading. */
const MOST_LINES = 200;

/**
 * Reads YAML 1.1, or JSON, with the position of everything. The library is stricter than the parsers of SAM and
 * CloudFormation about the indentation of lines within brackets; as a line end means no more than a space there, such
 * lines are read as if they went on. No position moves by that.
 */
export function readYaml(text: string): Read {
  const lines = new LineCounter();
  for (let at = 0; at >= 0; at = text.indexOf('\n', at) + 1 || -1) lines.addNewLine(at);
  const asWritten = parse(text);
  let document = asWritten;
  let read = text;
  for (let count = 0; document.errors.length > 0; count += 1) {
    const [error] = document.errors;
    const joined = error?.code === 'BAD_INDENT' && count < MOST_LINES ? joinedBefore(read, error.pos[0]) : null;
    // What is wrong with the text as it stands says more than what is wrong with it joined.
    if (joined === null) return { document: asWritten, lines };
    read = joined;
    document = parse(read);
  }
  return { document, lines };
}

function parse(text: string): Document.Parsed {
  const document = parseDocument(text, {
    version: '1.1',
    customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || tag.tag !== TIMESTAMP),
    keepSourceTokens: true,
    // The library is silent about a second document at any lower level; it prints nothing here.
    logLevel: 'error',
    prettyErrors: false,
    // To YAML 1.1 the keys `N` and `no` are one and the same boolean; to CloudFormation they are two names.
    uniqueKeys: (a, b) => keyText(a) === keyText(b),
  });
  // A comment that begins its line is separated, whatever stands before the line end.
  document.errors = document.errors.filter(
    ({ code, pos }) => code !== 'MISSING_CHAR' || text[pos[0]] !== '#' || text[pos[0] - 1] !== '\n',
  );
  return document;
}

/** The text with the line end before a place made white space; null where there is none. */
function joinedBefore(text: string, place: number): string | null {
  const before = text.slice(0, place);
  const blank = /[\s]*$/.exec(before)?.[0] ?? '';
  if (!blank.includes('\n')) return null;
  return before.slice(0, before.length - blank.length) + blank.replace(/[\r\n]/g, ' ') + text.slice(place);
}
