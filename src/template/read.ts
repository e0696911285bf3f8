import { type Document, LineCounter, parseDocument, visit } from 'yaml';

/** A text as the library reads it. */
export interface Read {
  readonly document: Document.Parsed;
  /** Lines of the text as it is. */
  readonly lines: LineCounter;
}

/** CloudFormation reads dates as the text they are, so that `Version: 2012-10-17` needs no quotes. */
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

/** More collections than this are not mended: each costs one more reading. */
const MOST_MENDED = 200;

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
    const joined = count < MOST_MENDED ? (joinedQuote(read, document) ?? joinedFlow(read, document)) : null;
    // What is wrong with the text as it is says more than what is wrong with it joined.
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
    // The parsers of SAM and CloudFormation take the last of two; `doubledKeys` finds them, to warn.
    uniqueKeys: false,
  });
  // A comment that begins its line is separated, whatever is before the line end.
  document.errors = document.errors.filter(
    ({ code, pos }) => code !== 'MISSING_CHAR' || text[pos[0]] !== '#' || text[pos[0] - 1] !== '\n',
  );
  return document;
}

/**
 * The text with a quoted text made one line whose next lines stand no deeper than its key, which SAM's own parser
 * (PyYAML) takes; null where that is not what is wrong. Its line ends become spaces: no position moves.
 */
function joinedQuote(text: string, { errors, contents }: Document.Parsed): string | null {
  const wrong = errors.find(({ code, message }) => code === 'MISSING_CHAR' && /closing .quote/.test(message));
  if (wrong === undefined || contents === null) return null;
  let start = -1;
  visit(contents, {
    Scalar(_, { type, range }) {
      if (!type?.startsWith('QUOTE_') || range?.[1] !== wrong.pos[0]) return undefined;
      start = range[0];
      return visit.BREAK;
    },
  });
  if (start < 0) return null;
  QUOTED.lastIndex = start;
  const [quoted = ''] = QUOTED.exec(text) ?? [];
  return quoted.includes('\n')
    ? text.slice(0, start) + quoted.replace(/[\r\n]/g, ' ') + text.slice(start + quoted.length)
    : null;
}

const QUOTED = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*'/y;

/** The text with the collection in brackets that ended too early made one line; null where that is not what is wrong. */
function joinedFlow(text: string, document: Document.Parsed): string | null {
  const [error] = document.errors;
  if (error?.code !== 'BAD_INDENT') return null;
  const [place] = error.pos;
  const before = text.slice(0, place).trimEnd().length;
  let start = -1;
  visit(document, {
    Collection(_, { flow, range }) {
      if (!flow || !range || range[0] >= place || range[1] < before) return undefined;
      start = range[0];
      return visit.BREAK;
    },
  });
  const inside = start < 0 ? null : flowText(text, start);
  if (inside === null) return null;
  const joined = text.slice(0, start) + inside + text.slice(start + inside.length);
  return joined === text ? null : joined;
}

/** What is within brackets: a quoted text, a comment, a bracket, a line end, or anything else up to one of these. */
const FLOW_TOKEN = /(?<=[[{,:\s])(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*')|((?<=\s)#[^\r\n]*|\r?\n)|[[\]{}]|[\s\S]/y;

/** A flow collection from its first bracket to its last, line ends and comments made spaces; null where it has no end. */
function flowText(text: string, start: number): string | null {
  let depth = 0;
  let joined = '';
  FLOW_TOKEN.lastIndex = start;
  for (let found = FLOW_TOKEN.exec(text); found !== null; found = FLOW_TOKEN.exec(text)) {
    const [token, silent] = found;
    joined += silent === undefined ? token : ' '.repeat(token.length);
    if (token === '[' || token === '{') depth += 1;
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 0) return joined;
  }
  return null;
}
