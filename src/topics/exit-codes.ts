import type { Page } from '../causes/page.ts';
import type { ExitCode } from '../core/report.ts';

/** What each exit code says (contract, section 1). */
export const EXIT_CODES: { readonly [code in ExitCode]: string } = {
  0: 'healthy; or the change was applied and checked; or the poem and the expected log lines were seen',
  1: 'a problem was found, or is still there',
  2: 'could not run: usage, configuration, a refused or impossible change, a question that nobody can answer',
  3: 'undetermined: nothing was found, but something that could have been found could not be looked at',
  4: 'AWS does not accept the credentials, or there are none',
  5: 'only time is missing: still propagating when the wait ran out, or the subscription is pending',
  130: 'interrupted',
};

export const exitCodes: Page = {
  id: 'exit-codes',
  title: 'Exit codes',
  sections: [
    {
      heading: 'Of every command',
      kind: 'table',
      rows: [
        ['code', 'meaning'],
        ...Object.entries(EXIT_CODES).map(([code, meaning]): [string, string] => [code, meaning]),
      ],
    },
    {
      heading: 'In a script',
      kind: 'list',
      ordered: false,
      items: [
        'Only 0 means that the model will answer. A script that goes on for 3 goes on without knowing.',
        '5 is worth another try: run verify --wait 15m, or the same command later.',
        '2 and 4 are about this run, not about the model: nothing was judged.',
        '--fail-on warning makes diagnose and preflight exit 1 for warnings too.',
        'explain exits 0 for a text it recognizes, whatever the cause, 1 for one it does not, 2 when there is no text.',
        'tail --until exits 0 when its line came and 1 when it did not; tail --forbid exits 1 at its line.',
      ],
    },
    {
      heading: 'In a shell',
      kind: 'lines',
      language: 'sh',
      text: [
        'bedrock-doctor preflight --stack kiroween',
        'case $? in',
        '  0) echo "the model will answer" ;;',
        '  5) echo "wait a little" ;;',
        '  3) echo "not enough permissions to know" ;;',
        '  *) exit 1 ;;',
        'esac',
      ].join('\n'),
    },
  ],
};
