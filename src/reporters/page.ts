import { Chalk } from 'chalk';
import type { Page, Section } from '../causes/page.ts';
import type { Style } from '../core/style.ts';
import { hang, widthOf, wrap } from './wrap.ts';

/** Columns that the rest of a row needs beside its first cell; where there are fewer it is below. */
const BESIDE = 24;

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
        return rows.map(([first, ...rest]) => {
          const words = rest.filter((cell) => cell !== '').join('; ');
          return style.width - width - 4 < BESIDE
            ? `${hang('  ', first, style.width)}\n${hang('      ', words, style.width)}`
            : hang(`  ${first}${' '.repeat(width - widthOf(first))}  `, words, style.width);
        });
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
