/** A stretch of a pattern; in a verbatim one `*` and `?` stand for themselves. */
export interface Piece {
  readonly text: string;
  readonly verbatim: boolean;
}

/** Whether a text fits. */
export type Matcher = (text: string) => boolean;

/** What is between two stars: its characters, and which of them are `?`. */
interface Chunk {
  readonly text: string;
  readonly open: readonly boolean[] | null;
}

/** The pattern of a text in which `*` and `?` are wildcards. */
export const wild = (text: string): readonly Piece[] => [{ text, verbatim: false }];

/** The pieces' text, wildcards as they are written. */
export const plain = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');

/**
 * Compiles a pattern in which `*` is any run of characters and `?` any one, case-sensitive. A star reaches over colons
 * too. The time to match grows with the length of pattern times text, never faster: a policy cannot stall the tool.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function compileGlob(pieces: readonly Piece[]): Matcher {
  const [first, ...later] = chunksOf(pieces);
  if (!first) return (text) => text === '';
  const last = later.pop();
  if (!last) return (text) => text.length === first.text.length && fits(first, text, 0);
  return (text) => {
    const end = text.length - last.text.length;
    if (end < first.text.length || !fits(first, text, 0) || !fits(last, text, end)) return false;
    let from = first.text.length;
    for (const chunk of later) {
      const at = find(chunk, text, from, end);
      if (at < 0) return false;
      from = at + chunk.text.length;
    }
    return true;
  };
}

function chunksOf(pieces: readonly Piece[]): Chunk[] {
  const chunks: Chunk[] = [];
  let text = '';
  let open: boolean[] = [];
  const close = (): void => {
    chunks.push({ text, open: open.includes(true) ? open : null });
    text = '';
    open = [];
  };
  for (const piece of pieces) {
    // By code unit, as positions in the text are counted the same way.
    for (const unit of piece.text.split('')) {
      if (unit === '*' && !piece.verbatim) {
        close();
      } else {
        text += unit;
        open.push(unit === '?' && !piece.verbatim);
      }
    }
  }
  close();
  return chunks;
}

function fits({ text: wanted, open }: Chunk, text: string, at: number): boolean {
  if (open === null) return text.startsWith(wanted, at);
  for (let index = 0; index < wanted.length; index += 1) {
    if (!open[index] && wanted[index] !== text[at + index]) return false;
  }
  return true;
}

/** The first place from `from` at which the chunk fits and ends before `end`; -1 when there is none. */
function find(chunk: Chunk, text: string, from: number, end: number): number {
  const lastStart = end - chunk.text.length;
  if (chunk.open === null) {
    const at = text.indexOf(chunk.text, from);
    return at <= lastStart ? at : -1;
  }
  for (let at = from; at <= lastStart; at += 1) if (fits(chunk, text, at)) return at;
  return -1;
}
