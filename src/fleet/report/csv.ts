import { harmless } from '../../core/harmless.ts';
import type { FleetReporter } from './source.ts';

const COLUMNS = [
  'account',
  'name',
  'ou',
  'region',
  'principal',
  'model',
  'verdict',
  'cause',
  'owner',
  'basis',
  'otherCauses',
  'unknown',
  'reason',
  'at',
] as const;

/** A field as RFC 4180 has it; a spreadsheet takes none for a formula: https://owasp.org/www-community/attacks/CSV_Injection */
function field(text: string): string {
  const safe = harmless(text);
  const told = /^[=+\-@]/.test(safe) ? `'${safe}` : safe;
  return /[",\n\r]/.test(told) ? `"${told.replaceAll('"', '""')}"` : told;
}

/** A line a cell, for a spreadsheet. */
export const csv: FleetReporter = async function* ({ cells }) {
  yield `${COLUMNS.join(',')}\n`;
  for await (const cell of cells()) {
    const { account, name, ou, region, principal, model, verdict, rootCause, otherCauses, unknown, reason, at } = cell;
    const row = [
      account,
      name ?? '',
      ou ?? '',
      region,
      principal ?? '',
      model,
      verdict,
      rootCause?.cause ?? '',
      rootCause?.owner ?? '',
      rootCause?.basis ?? '',
      otherCauses.join(' '),
      unknown.join(' '),
      reason ?? '',
      at,
    ];
    yield `${row.map(field).join(',')}\n`;
  }
};
