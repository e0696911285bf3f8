import { readdirSync, readFileSync } from 'node:fs';
import { CAUSE_IDS, isCauseId } from '../../src/causes/catalogue.ts';

/** Whether a list of a schema is that of the causes. */
const isCauseList = (list: unknown): boolean =>
  Array.isArray(list) &&
  list.length > 0 &&
  list.filter((id) => typeof id === 'string' && isCauseId(id)).length > list.length / 2;

/** The documents that are written by hand but for the list, or the number, of all causes: with what is declared now. */
export function documentsWithCauses(): readonly (readonly [string, string])[] {
  const schemas = readdirSync('schema').map((name): [string, string] => {
    const path = `schema/${name}`;
    const text = readFileSync(path, 'utf8');
    return [
      path,
      text.replace(/^( *)"enum": (\[[^\]]*\])/gm, (whole, indent: string, list: string) =>
        isCauseList(JSON.parse(list) as unknown)
          ? `${indent}"enum": [\n${CAUSE_IDS.map((id) => `${indent}  ${JSON.stringify(id)}`).join(',\n')}\n${indent}]`
          : whole,
      ),
    ];
  });
  const readme = readFileSync('README.md', 'utf8').replace(/\[\d+ causes\]/g, `[${CAUSE_IDS.length} causes]`);
  return [...schemas, ['README.md', readme]];
}
