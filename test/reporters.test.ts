import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import type { Report, ReportCheck } from '../src/core/report.ts';
import { EMPTY_TARGET } from '../src/core/report.ts';
import type { Style } from '../src/core/style.ts';
import { REPORTERS } from '../src/reporters/index.ts';

const STYLE: Style = { color: false, width: 80, verbose: false, quiet: false, unicode: true };
/** What somebody could write into a log to break out of whatever prints it. */
const POISON =
  '</script><script>alert(1)</script><img src=x onerror=alert(1)>"\' ]]> | `x` ::error::\u001b[2J\u0000\u202e %0A\n## forged';

const check = (id: string, message: string, more: Partial<ReportCheck> = {}): ReportCheck => ({
  id,
  title: 'The account has the agreement',
  link: 'agreement',
  status: 'fail',
  reason: null,
  findings: [
    {
      code: `${id}/missing`,
      cause: 'marketplace-subscription-denied',
      severity: 'error',
      subject: `anthropic.x ${message}`,
      message,
      evidence: [{ kind: 'log', group: 'g', stream: 's', at: '2026-11-24T03:00:00.000Z', line: message }],
    },
  ],
  ...more,
});
const report = (checks: readonly ReportCheck[]): Report => ({
  command: 'diagnose',
  startedAt: '2026-11-24T03:00:00.000Z',
  durationMs: 100,
  apiCalls: 3,
  target: { ...EMPTY_TARGET, model: { value: 'anthropic.x', source: { from: 'file', path: 'src/a b.json', line: 7 } } },
  verdict: 'broken',
  rootCause: {
    cause: 'marketplace-subscription-denied',
    title: 'No agreement',
    owner: 'account-admin',
    basis: 'observed',
    waitMinutes: 2,
  },
  cells: [],
  otherCauses: [],
  checks,
  remedies: [
    {
      id: 'x',
      option: 1,
      title: POISON,
      owner: 'developer',
      command: POISON,
      automatic: true,
      risk: POISON,
      time: POISON,
      undo: POISON,
      steps: [POISON],
    },
  ],
  changes: [{ id: 'x', setting: POISON, subject: POISON, from: null, to: null, status: 'done' }],
  verification: null,
  seen: [],
  notes: [POISON],
});
const write = async (format: string, one: Report, style = STYLE): Promise<string> => {
  const reporter = await REPORTERS[format]?.();
  if (!reporter) throw new Error(`no reporter writes ${format}`);
  return reporter(one, style);
};
const poisoned = report([
  check('account/agreement-signed', POISON),
  check('policy/invoke-allowed', POISON, { status: 'unknown', reason: POISON, findings: [] }),
]);

test.each(Object.keys(REPORTERS))(
  'nothing foreign can move the cursor or begin a line of its own in %s',
  async (format) => {
    const text = await write(format, poisoned);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text.replace(/\\u[0-9a-f]{4}/g, '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f\u202e]/);
    if (format !== 'json') expect(text).not.toMatch(/^## forged/m);
  },
);

test("nothing foreign in a text is an order to GitHub's runner, wherever a line is broken", async () => {
  const order = `${'word '.repeat(15)}::stop-commands::forged and ${'more '.repeat(20)}::error::forged`;
  const orders: Report = { ...report([check('account/agreement', order)]), notes: [order, '::warning::forged'] };
  const texts = async (inActions: boolean): Promise<string> =>
    (
      await Promise.all([40, 60, 80, 100, 120].map((width) => write('text', orders, { ...STYLE, width, inActions })))
    ).join('');
  expect(await texts(false)).toMatch(/^\s*::/m);
  expect(await texts(true)).not.toMatch(/^\s*::/m);
});

test('html keeps poisoned text as text, and lets nothing else run or be fetched', async () => {
  const text = await write('html', poisoned);
  expect(text).not.toContain('<script>alert');
  expect(text).not.toContain('<img');
  expect(text.match(/<script>/g)).toHaveLength(1);
  expect(text).toMatch(
    /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-/,
  );
  expect(text).not.toMatch(/\b(?:src|href)="(?!https:\/\/docs\.)/);
});

test('html gives every button a name of its own, and no name to what may have none', async () => {
  const text = await write('html', { ...poisoned, remedies: [...poisoned.remedies, ...poisoned.remedies] });
  const names = [...text.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, name = '']) =>
    name.replace(/<[^>]*>/g, ''),
  );
  expect(names.length).toBeGreaterThan(2);
  expect(new Set(names).size).toBe(names.length);
  // https://www.w3.org/TR/wai-aria-1.2/#namefromprohibited
  expect(text).not.toMatch(/<(?:span|div|p|code)[^>]* aria-label/);
  expect(text).toContain('<ol class="chain" role="list">');
  expect(text).toContain('agreement<span class="unseen">: broken, the root cause</span>');
});

test('what passes beside a check that could not be made is no word on its link, and that one says what it waits for', async () => {
  const passed: Partial<ReportCheck> = { status: 'pass', findings: [] };
  const role = check('target/role-exists', '', {
    title: 'The role exists',
    link: 'role',
    ...passed,
    status: 'unknown',
  });
  const beside = check('policy/endpoint', '', { title: 'No endpoint could deny', link: 'policy', ...passed });
  const main = (status: ReportCheck['status'], reason: string | null): ReportCheck =>
    check('policy/invoke-allowed', '', {
      title: 'The policies allow it',
      link: 'policy',
      findings: [],
      status,
      reason,
    });
  const about = (checks: readonly ReportCheck[]): Report => ({
    ...report(checks),
    verdict: 'undetermined',
    rootCause: null,
  });

  const blocked = about([role, main('skipped', 'target/role-exists comes first'), beside]);
  expect(await write('text', blocked)).toMatch(/^○ policy +waits for: The role exists$/m);
  expect(await write('html', blocked)).toContain('policy<span class="unseen">: not judged</span>');
  expect(await write('html', blocked)).toContain('waits for: The role exists');

  // A check that has no meaning here says nothing of those beside it.
  const idle = about([role, main('not-applicable', 'nothing is called'), beside]);
  expect(await write('text', idle)).toMatch(/^✔ policy +No endpoint could deny$/m);
  expect(await write('html', idle)).toContain('policy<span class="unseen">: good</span>');
});

test('several models are named with who says that each is called', async () => {
  const cell = (model: string, name: string | null): Report['cells'][number] => ({
    principal: 'arn:aws:iam::123456789012:user/dana',
    function: null,
    model,
    modelSource: name === null ? null : { from: 'env', name },
    account: '123456789012',
    region: 'eu-central-1',
    stack: null,
    verdict: 'healthy',
    rootCause: null,
    otherCauses: [],
  });
  const of = (...cells: Report['cells']): Report => ({ ...report([]), cells });
  const differ = of(cell('a.one', 'ANTHROPIC_MODEL'), cell('a.two', 'SMALL'), cell('a.one', 'OTHER'));
  const text = await write('text', differ);
  expect(text).toContain('model       a.one (environment ANTHROPIC_MODEL, environment OTHER)\n');
  expect(text).toContain('model       a.two (environment SMALL)\n');
  for (const format of ['html', 'markdown'])
    for (const name of ['ANTHROPIC', 'SMALL', 'OTHER']) expect(await write(format, differ)).toContain(name);

  const same = await write('text', of(cell('a.one', 'M'), cell('a.two', 'M')));
  expect(same).toContain('model       a.one, a.two (environment M)\n');
  const unknown = await write('text', of(cell('a.one', null), cell('a.two', null)));
  expect(unknown).toContain('model       a.one, a.two (2 cells)\n');
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const many = await write('text', of(...names.map((name) => cell(name, name))));
  expect(many.match(/^ {2}model /gm)).toHaveLength(5);
  expect(many).toContain('model       2 more (6 cells)');
});

test('junit is well-formed, counts right, and keeps the words', async () => {
  const text = await write('junit', poisoned);
  expect(XMLValidator.validate(text)).toBe(true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false }).parse(text) as {
    testsuites: {
      testsuite: {
        '@_tests': string;
        '@_failures': string;
        '@_errors': string;
        testcase: { failure?: { '@_type': string } }[];
      };
    };
  };
  expect(testsuites.testsuite).toMatchObject({ '@_tests': '2', '@_failures': '1', '@_errors': '1' });
  expect(testsuites.testsuite.testcase[0]?.failure?.['@_type']).toBe('marketplace-subscription-denied');
});

test('junit comes to the same as the run: healthy beside what could not matter, broken for warnings that count', async () => {
  const unknown = check('policy/x', '', { status: 'unknown', reason: 'you may not iam:GetRole', findings: [] });
  const [error] = check('model/x', 'It ends.').findings;
  const warned = check('model/x', '', { findings: error ? [{ ...error, severity: 'warning' }] : [] });
  const counts = async (more: Partial<Report>) =>
    /failures="(\d+)" errors="(\d+)" skipped="(\d+)"/
      .exec(await write('junit', { ...report([unknown, warned]), rootCause: null, ...more }))
      ?.slice(1)
      .join(' ');
  expect(await counts({ verdict: 'healthy' })).toBe('0 0 1');
  expect(await counts({ verdict: 'undetermined' })).toBe('0 1 0');
  expect(await counts({ verdict: 'broken' })).toBe('1 1 0');
});

test('junit holds no letter that XML does not allow, in the names of checks neither', async () => {
  const foreign = 'a\u0001b\ufffec\uffffd';
  const text = await write('junit', report([check('account/x', foreign, { title: `The model ${foreign}` })]));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(text).not.toMatch(/[\u0001\ufffe\uffff]/);
  expect(text).toContain('name="The model a\\x01b\\ufffec\\uffffd"');
});

test('sarif points at the file and line that set the value, with a fingerprint that stays', async () => {
  const read = async (message: string) => {
    const parsed = JSON.parse(await write('sarif', report([check('account/agreement-signed', message)]))) as {
      version: string;
      runs: {
        tool: { driver: { rules: { id: string }[] } };
        results: {
          ruleId: string;
          ruleIndex: number;
          level: string;
          locations: unknown[];
          partialFingerprints: Record<string, string>;
        }[];
      }[];
    };
    return parsed.runs[0];
  };
  const run = await read('one');
  const [result] = run?.results ?? [];
  expect(result?.locations).toEqual([
    { physicalLocation: { artifactLocation: { uri: 'src/a%20b.json' }, region: { startLine: 7 } } },
  ]);
  expect(run?.tool.driver.rules[result?.ruleIndex ?? 9]?.id).toBe(result?.ruleId);
  expect(result?.level).toBe('error');
  const again = await read('one');
  expect(again?.results[0]?.partialFingerprints).toEqual(result?.partialFingerprints);
});

test.each([
  ['C:\\work\\repo\\sub', 'C:\\work\\repo', 'template.yaml', 'sub/template.yaml'],
  ['C:\\work\\repo\\sub', 'C:\\work\\repo', '..\\samconfig.toml', 'samconfig.toml'],
  ['C:\\work\\repo', 'C:\\work\\repo', 'D:\\my conf\\x#1.json', 'file:///D:/my%20conf/x%231.json'],
  ['/repo/a', '/repo', '/repo/b/ü.yaml', 'b/%C3%BC.yaml'],
  ['/repo/a', '/repo', '../../other/x.json', 'file:///other/x.json'],
  ['/repository', '/repo', 'x.json', 'file:///repository/x.json'],
])('sarif names a file seen from %s in %s by a URI: %s', async (cwd, root, path, uri) => {
  const one = report([check('account/agreement-signed', 'm')]);
  const target = { ...one.target, model: { value: 'x', source: { from: 'file' as const, path, line: 3 } } };
  const text = (await REPORTERS['sarif']?.())?.(
    { ...one, target },
    { ...STYLE, repository: { cwd, root, workflow: null } },
  );
  expect(text).toContain(`"uri": ${JSON.stringify(uri)}`);
});

test('github shows ten at most, and the last counts the others', async () => {
  const text = await write(
    'github',
    report(Array.from({ length: 14 }, (_, at) => check(`account/c${at}`, `problem ${at}`))),
  );
  const lines = text.trim().split('\n');
  expect(lines.filter((line) => line.startsWith('::'))).toHaveLength(10);
  expect(lines[9]).toContain('and 4 more');
  expect(lines[0]).toMatch(
    /^::error file=src\/a b\.json,line=7,title=account\/c0\/missing::problem 0 \[model anthropic\.x\]$/,
  );
});
