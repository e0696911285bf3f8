/** Deeper than any document of AWS's or ours; what is deeper is made to exhaust whoever walks through it. */
const MOST_DEEP = 200;

/** Whether a JSON text is nested deeper than anything that is meant; counts its brackets, without reading it. Linear. */
export function isTooDeep(text: string, most: number = MOST_DEEP): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inText) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inText = false;
    } else if (code === 0x22) inText = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return false;
}
