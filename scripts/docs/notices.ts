import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GENERATED } from './markdown.ts';

/** What the build found in its bundles (scripts/sbom.mjs). */
interface Sbom {
  readonly components: readonly {
    readonly name: string;
    readonly licenses: readonly [{ readonly license: { readonly id: string } }];
    readonly evidence: { readonly occurrences: readonly [{ readonly location: string }] };
  }[];
}

/** The license a package comes with; empty when it has no such file. */
function licenseIn(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) return '';
  return readFileSync(join(folder, file), 'utf8').replace(/\r/g, '').trim();
}

/** NOTICES.md: every package in the published files with its license, and each license's text once. */
export function noticesPage(): readonly [path: string, text: string] {
  const { components } = JSON.parse(readFileSync('dist/sbom.json', 'utf8')) as Sbom;
  const byText = new Map<string, { readonly text: string; readonly id: string; readonly names: Set<string> }>();
  for (const { name, licenses, evidence } of components) {
    const text = licenseIn(evidence.occurrences[0].location);
    const { id } = licenses[0].license;
    const words = text.replace(/\s+/g, ' ');
    const one = byText.get(words) ?? { text, id, names: new Set() };
    one.names.add(name);
    byText.set(words, one);
  }
  const sections = [...byText.values()].map(
    ({ text, id, names }) =>
      `## ${[...names].join(', ')}\n\n${id}\n\n\`\`\`\n${text || `(the package has no license file; ${id})`}\n\`\`\`\n`,
  );
  return [
    'NOTICES.md',
    `# Notices\n\n${GENERATED}\n\nThe files in \`dist\` bundle these packages, each under its own license.\n\n${sections.join('\n')}`,
  ];
}
