/** The longest message that is read, in bytes: an error text to explain may be long, a log is for the command. */
const MOST_LINE = 4 * 1024 * 1024;

/** So many letters of each end of a line that is too long are kept. */
const KEPT = 1_024;

/** A line that was too long to be read: its two ends, in which its id may stand. */
export interface LongLine {
  readonly head: string;
  readonly tail: string;
}

/**
 * The lines of a stream of bytes; of one that was too long only its ends. The last one needs no line end.
 * Stdio transport: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio
 */
export async function* linesOf(
  pieces: AsyncIterable<string | Uint8Array>,
  most: number = MOST_LINE,
): AsyncGenerator<string | LongLine> {
  const decoder = new TextDecoder();
  let [parts, size]: [string[], number] = [[], 0];
  let ends: LongLine | null = null;
  const take = (): string | LongLine => {
    const line = ends ?? parts.join('');
    [parts, size, ends] = [[], 0, null];
    return line;
  };
  const add = (part: string): void => {
    size += part.length;
    if (size <= most) {
      parts.push(part);
      return;
    }
    const last = `${ends?.tail ?? parts.join('')}${part}`;
    ends = { head: ends?.head ?? last.slice(0, KEPT), tail: last.slice(-KEPT) };
    parts = [];
  };
  for await (const piece of pieces) {
    const text = typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true });
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      add(text.slice(from, end));
      from = end + 1;
      yield take();
    }
    add(text.slice(from));
  }
  if (size > 0) yield take();
}
