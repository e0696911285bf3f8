import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseTemplate } from '../src/template/parse.ts';
import { pythonHas, runOther } from './python.ts';
import { runs, someRows } from './seed.ts';
import { edited, expectations, textOf } from './template-corpus.ts';

const HAS_TRANSLATOR = pythonHas('samtranslator');
if (!HAS_TRANSLATOR)
  console.warn('SKIPPED: python3 has no aws-sam-translator, so that no edited template is translated.');

interface Translated {
  readonly error?: string;
  readonly Resources?: { readonly [id: string]: { readonly Type: string; readonly Properties?: unknown } };
}

/** Both texts of templates that are added to, translated by AWS's own translator. */
async function translated(): Promise<ReadonlyMap<string, readonly [Translated, Translated]>> {
  const texts = someRows(Object.entries(expectations)).flatMap(([file, expectation]) => {
    if (expectation.outcome !== 'added') return [];
    const parsed = parseTemplate(textOf(file), file);
    const edit = 'ok' in parsed ? edited(parsed.ok, expectation) : null;
    return edit !== null && 'ok' in edit
      ? [
          [`old ${file}`, textOf(file)],
          [`new ${file}`, edit.ok.text],
        ]
      : [];
  });
  const translator = [join(import.meta.dirname, 'translated.py')];
  const { out, err, code } = await runOther('python3', translator, {}, JSON.stringify(texts));
  expect(code, err).toBe(0);
  const all = JSON.parse(out) as { readonly [name: string]: Translated };
  return new Map(
    Object.keys(all)
      .filter((name) => name.startsWith('old '))
      .map((name) => [name.slice(4), [all[name] ?? {}, all[`new ${name.slice(4)}`] ?? {}]]),
  );
}

test.skipIf(!HAS_TRANSLATOR)(
  "translated by AWS's own translator, the edited templates differ in the role of that function alone",
  async () => {
    let compared = 0;
    const differing: string[] = [];
    for (const [file, [before, after]] of await translated()) {
      // What the translator refused before, such as a template of another tool, says nothing of the edit.
      if (before.error !== undefined) continue;
      // A block of text at the very end of a file that has no line end there gets one, as YAML's clip rule says.
      if (!/\n$/.test(textOf(file))) continue;
      expect(after.error, file).toBeUndefined();
      compared += 1;
      const changed = Object.entries(after.Resources ?? {})
        .filter(([id, resource]) => JSON.stringify(resource) !== JSON.stringify(before.Resources?.[id]))
        .map(([id]) => id);
      const { holder, function: name = 'PoetryFunction', also = [] } = expectations[file] ?? {};
      const own = holder !== undefined && holder !== name ? [holder] : [`${name}Role`];
      const allowed = [...own, ...also.map((id) => `${id}Role`)];
      if (changed.length === 0 || !changed.every((id) => allowed.includes(id)))
        differing.push(`${file}: ${changed.join(', ')}`);
      expect(
        Object.keys(before.Resources ?? {}).filter((id) => !(id in (after.Resources ?? {}))),
        file,
      ).toEqual([]);
    }
    expect(differing).toEqual([]);
    expect(compared).toBeGreaterThan(runs(50));
  },
  600_000,
);
