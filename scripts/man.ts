import { COMMANDS, type Declared } from '../src/cli/commands.ts';
import { PROGRAM_EXAMPLES, PURPOSE, THE_GUIDE } from '../src/cli/help-text.ts';
import { VERSION } from '../src/core/version.ts';
import { OPTIONS, type Option, type OptionName } from '../src/options/table.ts';
import { variableOf } from '../src/options/variable.ts';
import { EXIT_CODES } from '../src/topics/exit-codes.ts';

/** Text as roff takes it: no control line, no escape, hyphens that can be copied. https://man7.org/linux/man-pages/man7/groff_man.7.html */
const roff = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '...')
    .replace(/^([.'])/gm, '\\&$1');

/** A term in bold and its text. */
const entry = (term: string, text: string): string => `.TP\n.B ${roff(term).replaceAll('"', '\\(dq')}\n${roff(text)}`;

/** Options that every command with a target shares stand once, under OPTIONS. */
const helpOf = (name: OptionName): string => {
  const { help, choices, variables = [] }: Option = OPTIONS[name];
  const values = choices === undefined ? '' : ` Values: ${choices.join(', ')}.`;
  return `${help}.${values} Variables: ${[variableOf(name), ...variables].join(', ')}.`;
};

const command = ({ name, args, help, options, examples }: Declared): string =>
  [
    `.SS ${roff(`${name}${args === undefined ? '' : ` ${args}`}`)}`,
    roff(`${help}.`),
    options.length === 0
      ? ''
      : `.PP\nOptions: ${roff(options.map((option) => (/--[a-z-]+/.exec(OPTIONS[option].flag) ?? [option])[0]).join(', '))}.`,
    ...examples.map(([line, what]) => entry(line, what)),
  ]
    .filter((part) => part !== '')
    .join('\n');

/** The man page, from the declarations that --help is made from. Without a date, so that the same sources give the same file. */
export const manPage = (): string =>
  `${[
    `.TH BEDROCK\\-DOCTOR 1 "" "bedrock\\-doctor ${roff(VERSION)}" "User Commands"`,
    '.SH NAME',
    'bedrock\\-doctor \\- find out why Amazon Bedrock refuses a call, and fix it',
    '.SH SYNOPSIS',
    '.B bedrock\\-doctor',
    '[\\fIcommand\\fR] [\\fIoptions\\fR]',
    '.SH DESCRIPTION',
    roff(PURPOSE),
    '.PP',
    roff(THE_GUIDE),
    '.SH COMMANDS',
    ...COMMANDS.map(command),
    '.SH OPTIONS',
    ...(Object.keys(OPTIONS) as OptionName[]).map((name) => entry(OPTIONS[name].flag, helpOf(name))),
    '.SH EXIT STATUS',
    ...Object.entries(EXIT_CODES).map(([code, meaning]) => entry(code, `${meaning}.`)),
    '.SH FILES',
    entry('.bedrock-doctor.json', 'what is examined and expected; never consent'),
    entry('~/.local/state/bedrock-doctor/journal.jsonl', 'what fix changed, for undo'),
    '.SH EXAMPLES',
    ...PROGRAM_EXAMPLES.map(([line, what]) => entry(line, what)),
  ].join('\n')}\n`;
