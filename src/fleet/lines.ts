/** One line of a stream of text. */
export interface TextLine {
  /** Without its end. */
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** Whether a line end is behind it; only the last line may lack one. */
  readonly whole: boolean;
}

/** The lines of a text that comes in pieces, LF or CRLF between them. Holds one line at a time. */
export async function* linesOf(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder();
  let rest = '';
  let number = 0;
  for await (const piece of pieces) {
    const text = rest + (typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      number += 1;
      yield { text: text.slice(from, text[end - 1] === '\r' ? end - 1 : end), number, whole: true };
      from = end + 1;
    }
    rest = text.slice(from);
  }
  rest += decoder.decode();
  if (rest !== '') yield { text: rest, number: number + 1, whole: false };
}
