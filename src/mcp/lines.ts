/** The longest message that is read, in bytes: an error text to explain may be long, a log is for the command. */
const MOST_LINE = 4 * 1024 * 1024;

/**
 * The lines of a stream of bytes; null stands for one that was too long and is left out. The last one needs no line end.
 * Stdio transport: https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#stdio
 */
export async function* linesOf(
  pieces: AsyncIterable<string | Uint8Array>,
  most: number = MOST_LINE,
): AsyncGenerator<string | null> {
  const decoder = new TextDecoder();
  let [parts, size]: [string[], number] = [[], 0];
  const take = (): string | null => {
    const line = size > most ? null : parts.join('');
    [parts, size] = [[], 0];
    return line;
  };
  const add = (part: string): void => {
    size += part.length;
    if (size <= most) parts.push(part);
    else parts = [];
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
