import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { CHECKS } from '../src/checks/index.ts';

interface CaseFile {
  readonly cases: readonly { readonly want: { readonly status: string; readonly codes?: readonly string[] } }[];
}

/** Messages that no facts lead to, with the reason. */
const UNSAID: Readonly<Record<string, string>> = {
  'model/known/unnamed': 'no model is known: the outcome is unknown',
  'model/calls-understood/overtaken':
    'shared with the other checks of the log; no fact contradicts what AWS says of a model',
  'model/calls-understood/outdated':
    'shared with the other checks of the log; no fact contradicts what AWS says of a model',
  'policy/organization-seen/hidden': 'stands for the worst that could be unseen; the outcome is unknown',
  'policy/endpoint-seen/hidden': 'stands for the worst that could be unseen; the outcome is unknown',
  'application/log-seen/hidden': 'stands for the worst that could be unseen; the outcome is unknown',
  'capacity/calls-served/overtaken': 'shared with the other checks of the log; no fact contradicts a lack of capacity',
  'capacity/calls-served/outdated': 'shared with the other checks of the log; no fact contradicts a lack of capacity',
  'application/function-runs/overtaken': 'shared with the other checks of the log; no fact contradicts a crash',
  'application/function-runs/outdated': 'shared with the other checks of the log; no fact contradicts a crash',
};

test('every check has a case file with a pass and one case for each of its messages', () => {
  const lacking = CHECKS.flatMap(({ id, messages }) => {
    const path = join(resolve(import.meta.dirname, 'cases'), `${id}.json`);
    if (!existsSync(path)) return [`add test/cases/${id}.json`];
    const { cases } = JSON.parse(readFileSync(path, 'utf8')) as CaseFile;
    const said = new Set(cases.flatMap(({ want }) => want.codes ?? []));
    const wanted = Object.keys(messages).filter(
      (message) => !said.has(message) && UNSAID[`${id}/${message}`] === undefined,
    );
    return [
      ...(cases.some(({ want }) => want.status === 'pass') ? [] : [`test/cases/${id}.json has no pass`]),
      ...wanted.map((message) => `test/cases/${id}.json has no case for the message ${message}`),
    ];
  });
  expect(lacking).toEqual([]);
});
