import { Chalk } from 'chalk';
import type { Page, Section } from '../causes/page.ts';
import type { Style } from '../core/report.ts';
import { hang, widthOf, wrap } from './wrap.ts';

/** A page for the terminal, wrapped to its width. */
export function pageText({ id, title, sections }: Page, style: Style): string {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const bullet = style.unicode ? '• ' : '- ';
  const body = (section: Section): readonly string[] => {
    switch (section.kind) {
      case 'text':
        return [hang('  ', section.text, style.width)];
      case 'list':
        return section.items.map((item, at) =>
          hang(`  ${section.ordered ? `${at + 1}. ` : bullet}`, item, style.width),
        );
      case 'quotes':
        return section.items.map((item) =>
          wrap(item, style.width - 4)
            .map((line) => `  ${chalk.dim(style.unicode ? '│' : '|')} ${line}`)
            .join('\n'),
        );
      case 'links':
        // An address that is broken over two lines cannot be clicked.
        return section.items.map((item) => `  ${chalk.cyan(item)}`);
      case 'table': {
        const [, ...rows] = section.rows;
        const width = Math.max(...rows.map(([first]) => widthOf(first)));
        return rows.map(([first, ...rest]) =>
          hang(
            `  ${first}${' '.repeat(width - widthOf(first))}  `,
            rest.filter((cell) => cell !== '').join('; '),
            style.width,
          ),
        );
      }
      case 'lines':
        return section.text.split('\n').map((line) => `  ${line}`);
    }
  };
  return [
    `${hang('', `${chalk.bold(title)} ${chalk.dim(`(${id})`)}`, style.width)}\n`,
    ...sections.map((section) => `\n${chalk.bold(section.heading)}\n${body(section).join('\n')}\n`),
  ].join('');
}
