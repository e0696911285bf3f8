import { CAUSES } from '../../src/causes/catalogue.ts';
import { OWNER_WORDS } from '../../src/causes/owner.ts';
import type { Page, Section } from '../../src/causes/page.ts';
import { causePage } from '../../src/commands/explain/page.ts';
import { CAUSE_IDS, type Layer } from '../../src/core/cause.ts';
import { GENERATED, item, para, table } from './markdown.ts';

const LAYER_WORDS: { readonly [layer in Layer]: string } = {
  credentials: 'Credentials',
  target: 'Region, stack, function, role',
  model: 'The model',
  account: "The account's side",
  policy: 'Policies',
  capacity: 'Capacity',
  application: 'The application',
};

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

/** A page for every cause, and their index. */
export const causePages = (): readonly (readonly [string, string])[] => [
  ['docs/causes/README.md', index()],
  ...CAUSE_IDS.map((id) => [`docs/causes/${id}.md`, markdown(causePage(id))] as const),
];
