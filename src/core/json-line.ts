/** The pieces of JSON text: a string, a number or word, a mark. https://www.rfc-editor.org/rfc/rfc8259 */
const PIECE =
  /\s*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null)(?![\w.])|([{}[\],:]))/y;

/**
 * The line, from 1, where a text stops being JSON: V8 names a position for some mistakes only, and never for those of
 * short texts. For a text that is JSON it is the last one.
 */
export function jsonLine(text: string): number {
  const lineAt = (at: number): number => text.slice(0, at).split('\n').length;
  const open: ('{' | '[')[] = [];
  // What may come next: a value, a key, the colon, or a comma and the closing mark.
  let wants: 'value' | 'key' | 'colon' | 'more' = 'value';
  let empty = false;
  PIECE.lastIndex = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    const from = PIECE.lastIndex;
    const found = PIECE.exec(text);
    const here = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
    // A text that only ends too early is short of something after its last word, not after the empty lines behind it.
    if (found === null) return lineAt(here >= text.length ? text.trimEnd().length : here);
    const [, string, scalar, mark = ''] = found;
    const inside = open.at(-1);
    if (open.length === 0 && wants === 'more') return lineAt(here);
    const closes = inside !== undefined && mark === (inside === '{' ? '}' : ']') && (wants === 'more' || empty);
    empty = false;
    if (closes) {
      open.pop();
      wants = 'more';
    } else if (wants === 'value' && (string !== undefined || scalar !== undefined)) wants = 'more';
    else if (wants === 'value' && (mark === '{' || mark === '[')) {
      open.push(mark);
      wants = mark === '{' ? 'key' : 'value';
      empty = true;
    } else if (wants === 'key' && string !== undefined) wants = 'colon';
    else if (wants === 'colon' && mark === ':') wants = 'value';
    else if (wants === 'more' && mark === ',') wants = inside === '{' ? 'key' : 'value';
    else return lineAt(here);
  }
}
