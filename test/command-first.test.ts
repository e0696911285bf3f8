import { expect, test } from 'vitest';
import { commandFirst } from '../src/cli/command-first.ts';
import { COMMANDS } from '../src/cli/commands.ts';

const words = (line: string): string =>
  commandFirst(
    line.split(' ').filter((word) => word !== ''),
    COMMANDS,
  ).join(' ');

test('options before the command stand behind it, as in the AWS CLI', () => {
  expect(words('--region eu-west-1 --profile p diagnose -v')).toBe('diagnose --region eu-west-1 --profile p -v');
  expect(words('--region=eu-west-1 -q explain - more')).toBe('explain --region=eu-west-1 -q - more');
  expect(words('--stack diagnose diagnose')).toBe('diagnose --stack diagnose');
  expect(words('--help fix')).toBe('fix --help');
});

test('what names no command behind its options stays as it is', () => {
  for (const line of [
    '',
    'diagnose --region x',
    '--region eu-west-1',
    '--stack diagnose',
    '--region x nope',
    '-- diagnose',
  ]) {
    expect(words(line)).toBe(line);
  }
});
