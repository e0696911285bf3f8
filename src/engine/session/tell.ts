import type { Host } from '../../core/host.ts';
import { hang } from '../../reporters/wrap.ts';
import { widthFor } from './style.ts';

/** A sentence to standard error; a terminal gets it broken between words, not in the middle of one. */
export function tell({ err, stderrIsTerminal, columns }: Host, sentence: string): void {
  err(`${stderrIsTerminal ? hang('', sentence, widthFor(columns)) : sentence}\n`);
}
