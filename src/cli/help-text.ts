import { GUIDE_FUNCTION, GUIDE_STACK } from '../applications/guide.ts';
import { wrap } from '../reporters/wrap.ts';
import type { Example } from './commands.ts';

/** What the program is, in one sentence. */
export const PURPOSE =
  'Finds out why Amazon Bedrock refuses a call (403, AccessDeniedException): which role or user is refused, by what, who can fix it, and how. With your consent it makes the fix, waits until it works, and takes it back when you ask.';

/** Where a first-time reader begins. */
export const PROGRAM_EXAMPLES: readonly Example[] = [
  ["bedrock-doctor explain 'the error text'", 'what an error means; needs no credentials'],
  [
    'bedrock-doctor diagnose --role my-task-role --model amazon.nova-lite-v1:0',
    'a role: ECS, EKS, EC2, SageMaker, an agent',
  ],
  ['bedrock-doctor diagnose --stack my-stack', 'Lambda functions of a stack'],
  ['bedrock-doctor diagnose --me', 'your own calls, as from Claude Code'],
  ['bedrock-doctor callers', 'who is refused in this account and Region'],
  ['bedrock-doctor demo', 'a whole story, without an AWS account'],
];

/** What "the guide" is, wherever help and reports name it. */
export const THE_GUIDE = `The guide, where help and reports speak of it, is the page "How to Fix Bedrock Access Issue" that this tool automates: a Lambda function (stack ${GUIDE_STACK}, function ${GUIDE_FUNCTION}) that writes poems with Claude 3 Haiku gets 403, and three options fix it. 1: accept the agreement for the model. 2: add permissions in the SAM template. 3: add them to the role. Its values are used only where that stack exists.`;

/** How far the continuation of a long command line is indented, in columns. */
const FURTHER = 6;

/** A command line on as many lines as it takes, each but the last with the shell's sign that it goes on. */
function commandLines(line: string, width: number): readonly string[] {
  const room = width - FURTHER - ' \\'.length;
  if (line.length <= width - 2) return [line];
  const lines: string[] = [];
  let current = '';
  // A flag and its value stay together.
  for (const part of line.split(/ (?=-)/)) {
    const longer = current === '' ? part : `${current} ${part}`;
    if (longer.length <= room || current === '') current = longer;
    else {
      lines.push(current);
      current = part;
    }
  }
  return [...lines, current].flatMap((one) => wrap(one, room));
}

/** The examples below a command's help, for so many columns; empty where there are none. */
export function examplesText(examples: readonly Example[], width: number): string {
  if (examples.length === 0) return '';
  const shown = examples.flatMap(([line, what]) => [
    ...commandLines(line, width).map(
      (one, at, all) => `${at === 0 ? '  ' : ' '.repeat(FURTHER)}${one}${at < all.length - 1 ? ' \\' : ''}`,
    ),
    ...wrap(what, width - FURTHER).map((one) => `${' '.repeat(FURTHER)}${one}`),
  ]);
  return `\nExamples:\n${shown.join('\n')}\n`;
}

/** What is below the program's help: where to begin, what the guide is, how a run ends. */
export const programText = (width: number): string =>
  `${examplesText(PROGRAM_EXAMPLES, width)}\n${wrap(THE_GUIDE, width).join('\n')}\n\n${wrap(
    'Exit codes: 0 works, 1 a problem was found, 2 could not run, 3 undetermined, 4 credentials, 5 only time is missing. bedrock-doctor help exit-codes says more; bedrock-doctor COMMAND --help lists options and examples.',
    width,
  ).join('\n')}\n`;
