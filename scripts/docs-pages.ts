import { CAUSES } from '../src/causes/catalogue.ts';
import { OWNER_WORDS } from '../src/causes/owner.ts';
import type { Page, Section } from '../src/causes/page.ts';
import { causePage } from '../src/commands/explain/page.ts';
import { CAUSE_IDS, type Layer } from '../src/core/cause.ts';
import { widthOf, wrap } from '../src/reporters/wrap.ts';

/** How wide the documents are, as the others in docs. */
const WIDTH = 120;

const GENERATED = '<!-- Made by `npm run docs` from the code. Edit that, not this. -->';

const LAYER_WORDS: { readonly [layer in Layer]: string } = {
  credentials: 'Credentials',
  target: 'Region, stack, function, role',
  model: 'The model',
  account: "The account's side",
  policy: 'Policies',
  capacity: 'Capacity',
  application: 'The application',
};

const para = (text: string): string => wrap(escaped(text), WIDTH).join('\n');

/** What Markdown would read as markup. */
const escaped = (text: string): string => text.replace(/([*_<>])/g, '\\$1');

const item = (lead: string, text: string): string =>
  wrap(escaped(text), WIDTH - lead.length)
    .map((line, at) => (at === 0 ? `${lead}${line}` : `${' '.repeat(lead.length)}${line}`))
    .join('\n');

function body(section: Section): string {
  switch (section.kind) {
    case 'text':
      return para(section.text);
    case 'list':
      return section.items.map((text, at) => item(section.ordered ? `${at + 1}. ` : '- ', text)).join('\n');
    case 'quotes':
      return section.items.map((text) => `\`\`\`text\n${text}\n\`\`\``).join('\n\n');
    case 'links':
      return section.items.map((url) => `- <${url}>`).join('\n');
  }
}

const markdown = ({ id, title, sections }: Page): string => {
  const parts = sections.flatMap((section) => [`## ${section.heading}`, body(section)]);
  return `${[`# ${title}`, GENERATED, `\`${id}\``, ...parts].join('\n\n')}\n`;
};

/** A Markdown table with its columns in line. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))).join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return [head, widths.map((width) => '-'.repeat(width)), ...rest].map(line).join('\n');
}

function index(): string {
  const layers = [...new Set(CAUSE_IDS.map((id) => CAUSES[id].layer))];
  const rows = (layer: Layer): string =>
    table([
      ['id', 'what', 'cured by'],
      ...CAUSE_IDS.map((id) => CAUSES[id])
        .filter((cause) => cause.layer === layer)
        .map(({ id, title, owner }) => [`[\`${id}\`](${id}.md)`, title, OWNER_WORDS[owner]]),
    ]);
  return `# Causes

${GENERATED}

${para('Every reason for a denied or failing call that bedrock-doctor tells apart, in the order of the chain a request takes. The first broken link is the root cause.')}

${layers.map((layer) => `## ${LAYER_WORDS[layer]}\n\n${rows(layer)}\n`).join('\n')}
An id is the name of its page; \`bedrock-doctor explain ID\` prints the same in a terminal.
`;
}

/** Every document that is made from the code, by its path under the project. */
export const pages = (): ReadonlyMap<string, string> =>
  new Map([
    ['docs/causes/README.md', index()],
    ...CAUSE_IDS.map((id) => [`docs/causes/${id}.md`, markdown(causePage(id))] as const),
  ]);
