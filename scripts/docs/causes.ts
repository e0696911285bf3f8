import { CAUSE_IDS, CAUSES } from '../../src/causes/catalogue.ts';
import { OWNER_WORDS } from '../../src/causes/owner.ts';
import type { Layer } from '../../src/core/cause.ts';
import { causePage } from '../../src/engine/explain/page.ts';
import { GENERATED, para, table } from './markdown.ts';
import { pageMarkdown } from './page.ts';

const LAYER_WORDS: { readonly [layer in Layer]: string } = {
  credentials: 'Credentials',
  target: 'Region, stack, function, role',
  model: 'The model',
  account: "The account's side",
  policy: 'Policies',
  capacity: 'Capacity',
  application: 'The application',
};

function index(): string {
  const layers = [...new Set(CAUSE_IDS.map((id) => CAUSES[id].layer))];
  const rows = (layer: Layer): string =>
    table([
      ['id', 'what', 'who can fix it'],
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
  ...CAUSE_IDS.map((id) => [`docs/causes/${id}.md`, pageMarkdown(causePage(id))] as const),
];
