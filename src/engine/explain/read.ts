import { MOST_WHOLE } from '../../errors/decision.ts';
import { decisive, readErrors } from '../../errors/recognize.ts';
import { openScanner, type Scanner } from '../../errors/scan.ts';
import { type Said, saidIn } from '../../errors/seen.ts';

/** What a text says that is short enough to be looked at as a whole: it decides, and its lines are counted. */
function saidInWhole(text: string): Said {
  if (!text.trim().includes('\n')) return saidIn(text);
  const scanner = openScanner();
  scanner.add(text);
  const { seen } = scanner.end();
  const { found, unlisted } = readErrors(text);
  const decides = decisive(found);
  const counted = decides === null || seen.some(({ cause }) => cause === decides.cause);
  return {
    decides,
    unlisted: unlisted.at(-1) ?? null,
    seen: counted ? seen : [...seen, { cause: decides.cause, count: 1, first: null, last: null }],
  };
}

/** What pieces of text of any number say, cut anywhere, in bounded memory; null when there was nothing but space. */
export async function readPieces(
  pieces: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>,
): Promise<Said | null> {
  const decoder = new TextDecoder();
  let whole = '';
  let scanner: Scanner | null = null;
  let empty = true;
  const take = (text: string): void => {
    if (empty && text.trim() !== '') empty = false;
    if (scanner !== null) {
      scanner.add(text);
      return;
    }
    whole += text;
    if (whole.length <= MOST_WHOLE) return;
    scanner = openScanner();
    scanner.add(whole);
    whole = '';
  };
  for await (const piece of pieces) take(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
  take(decoder.decode());
  if (empty) return null;
  return (scanner as Scanner | null)?.end() ?? saidInWhole(whole);
}
