import { GUIDE_DIALECT } from '../../applications/guide.ts';
import { readDialect } from '../../applications/read-dialect.ts';
import type { LogEntry } from '../../core/log-entry.ts';
import { jsonEntry } from '../../reporters/log/json.ts';
import { rawEntry } from '../../reporters/log/raw.ts';
import { textEntries } from '../../reporters/log/text.ts';
import { compile } from '../../verification/expectations.ts';
import { formatAmong } from '../session/format-among.ts';
import type { Session } from '../session/session.ts';

/** Writes entries in the form asked for. */
export interface Printer {
  readonly print: (entries: readonly LogEntry[]) => Promise<void>;
}

/** Throws a `UsageError` for a format that has no form for one event. */
export async function printerOf({ host, options, startedAt }: Session): Promise<Printer> {
  const format = formatAmong(options, ['text', 'json']);
  const output = options.text('output')?.value ?? null;
  const style = {
    color: output === null && host.colorOut,
    unicode: host.unicode,
    success: compile(
      [GUIDE_DIALECT.success, (await readDialect(options.config('application')))?.success ?? null].flatMap((one) =>
        one === null ? [] : [`^(?:${one})`],
      ),
      '',
    ),
  };
  const write = options.flag('raw') ? rawEntry : format === 'json' ? jsonEntry : textEntries(style, startedAt);
  if (output !== null) await host.write(output, '');
  const out = output === null ? host.out : (text: string) => host.appendDurably(output, text);
  return {
    print: async (entries) => {
      if (entries.length > 0) await out(entries.map(write).join(''));
    },
  };
}
