import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { scenarioOf } from '../../src/sandbox/scenarios/index.ts';
import { startSandbox } from '../../src/sandbox/start.ts';
import { type Answer, answerProxy } from '../answer-proxy.ts';
import { LOOPBACK_ONLY } from '../run.ts';
import { beginStarts, OWN_ENV, startIn } from '../warm.ts';
import { damaged, drawsOf, pick } from './damage.ts';

/** Longer than any run on the sandbox: a run that takes this long hangs. */
const HANG_MS = 60_000;
/** Which part of the cases starts the binary. */
const COLD = 0.1;
const CANARY = 'CANARYSECRET42';
/** Letters that a terminal obeys. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OBEYED = /[\0-\x08\v-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const EXITS: readonly (number | null)[] = [0, 1, 2, 3, 4, 5];
const WRITES =
  /^(?:Put|Delete|Create|Update|Attach|Detach)|^(?:PUT|DELETE) |POST \/(?:create|delete|use-case)|POST .*\/invocations/;
const FORMATS = ['text', 'json', 'markdown', 'html', 'junit', 'sarif', 'github'];

interface Ran {
  readonly code: number | null;
  readonly text: string;
  readonly hung: boolean;
}
interface Fuzzing {
  readonly minutes: number;
  readonly seed: number;
  /** Where the project is: its binary is built. */
  readonly project: string;
  readonly say: (line: string) => void;
}

/** The words around what was found, or the first ones. */
const said = (text: string): string =>
  text.slice(Math.max(0, text.search(/fault of bedrock-doctor/) - 1_000)).slice(0, 2_000);

/** Runs for so many minutes and says each finding with what led to it, those that look alike once; 1 when there was any. */
export async function fuzz({ minutes, seed, project, say }: Fuzzing): Promise<0 | 1> {
  const endStarts = await beginStarts();
  const draw = drawsOf(seed);
  const until = Date.now() + minutes * 60_000;
  const scenario = scenarioOf('marketplace-subscription-denied');
  if (!scenario) throw new Error('the scenario is gone');
  const sandbox = await startSandbox({ world: scenario.world, key: scenario.key, speed: 20 });
  const written: string[] = [];
  let spoil = false;
  const proxy = await answerProxy(sandbox.endpoint, (answer, operation): Answer => {
    if (WRITES.test(operation)) written.push(operation);
    return spoil ? spoilt(answer, operation) : answer;
  });
  const spoilt = (answer: Answer, operation: string): Answer => {
    let { status, headers, body } = answer;
    if (operation === 'FilterLogEvents')
      body = Buffer.from(body.toString('utf8').replaceAll('[Poetry] Request', `password=${CANARY} [Poetry] Request`));
    if (draw() < 0.3) body = Buffer.from(damaged(body.toString('utf8'), draw));
    if (draw() < 0.05) status = pick([200, 302, 400, 403, 404, 429, 500, 503], draw);
    if (draw() < 0.05)
      headers = { ...headers, 'content-type': pick(['text/html', 'application/json', 'text/xml', ''], draw) };
    return { status, headers, body };
  };
  const env = { ...sandbox.env, AWS_ENDPOINT_URL: proxy.url };
  /** Most cases run in a process that has read the program before, as the tests' do; one in so many starts the binary. */
  const run = async (args: readonly string[], home: string): Promise<Ran> => {
    const own = { ...OWN_ENV, HOME: home, XDG_STATE_HOME: join(home, 'state'), NODE_OPTIONS: LOOPBACK_ONLY, ...env };
    const ran = startIn(draw() < COLD ? 'cold' : 'warm', { args, env: own, input: '', cwd: home });
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<null>((done) => {
      timer = setTimeout(() => done(null), HANG_MS);
    });
    const ended = await Promise.race([ran, hung]);
    clearTimeout(timer);
    return ended === null
      ? { code: null, text: '', hung: true }
      : { code: ended.code, text: ended.out + ended.err, hung: false };
  };
  const base = mkdtempSync(join(tmpdir(), 'bedrock-doctor-fuzz-base-'));
  await run(['fix', '--option', '3', '--plan-out', 'plan.json'], base);
  const plan = readFileSync(join(base, 'plan.json'), 'utf8');
  await run(['fix', '--option', '3', '--yes', '--no-verify'], base);
  const journal = readFileSync(join(base, 'state/bedrock-doctor/journal.jsonl'), 'utf8');
  await run(['undo', '--all', '--yes'], base);
  rmSync(base, { recursive: true, force: true });
  const facts = readdirSync(join(project, 'test/facts')).filter((name) => name.endsWith('.json'));
  const config = JSON.stringify({
    stack: 'kiroween',
    region: 'ap-northeast-2',
    model: 'anthropic.claude-3-haiku-20240307-v1:0',
    timeout: '20s',
    failOn: 'warning',
    apiUrl: `${sandbox.endpoint}/Prod/api/poetry/generate`,
    expect: ['a+'],
    poem: 'poem.json',
    yes: true,
    only: ['policy'],
    accept: [{ id: 'model-legacy', until: '2027-01-31', reason: 'it moves' }],
  });

  type Case = { readonly file: string; readonly text: string; readonly args: readonly string[] };
  const format = (): readonly string[] => ['--format', pick(FORMATS, draw)];
  const KINDS: { readonly [kind: string]: () => Case } = {
    config: () => ({
      file: '.bedrock-doctor.json',
      text: damaged(config, draw),
      args: pick([['diagnose'], ['preflight'], ['fix', '--dry-run'], ['tail', '--timeout', '2s']], draw),
    }),
    facts: () => ({
      file: 'facts.json',
      text: damaged(readFileSync(join(project, 'test/facts', pick(facts, draw)), 'utf8'), draw),
      args: ['diagnose', '--from', 'facts.json', ...format()],
    }),
    plan: () => ({
      file: 'plan.json',
      text: damaged(plan, draw),
      args: ['fix', '--plan', 'plan.json', ...(draw() < 0.5 ? ['--dry-run'] : [])],
    }),
    journal: () => {
      const lines = journal.trim().split('\n');
      const at = Math.floor(draw() * lines.length);
      const text = lines.map((line, index) => (index === at ? damaged(line, draw) : line)).join('\n');
      return {
        file: 'state/bedrock-doctor/journal.jsonl',
        text: `${text}\n`,
        args: pick([['undo', '--list'], ['undo', '--all'], ['diagnose']], draw),
      };
    },
    answers: () => ({
      file: 'nothing',
      text: '',
      args: [
        ...pick([['diagnose', '-v'], ['diagnose', '--debug'], ['preflight'], ['fix', '--dry-run']], draw),
        '--timeout',
        '30s',
        ...format(),
      ],
    }),
  };
  let count = 0;
  const findings = new Set<string>();
  try {
    while (Date.now() < until) {
      count += 1;
      const kind = pick(Object.keys(KINDS), draw);
      const { file, text, args } = KINDS[kind]?.() ?? { file: 'nothing', text: '', args: [] };
      const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-fuzz-'));
      mkdirSync(dirname(join(home, file)), { recursive: true });
      writeFileSync(join(home, file), text);
      written.length = 0;
      spoil = kind === 'answers';
      const ran = await run(args, home);
      spoil = false;
      const wrong = ran.hung
        ? 'it hangs'
        : !EXITS.includes(ran.code)
          ? `it ends with ${ran.code}`
          : /fault of bedrock-doctor/.test(ran.text)
            ? 'it says that it is at fault'
            : !args.includes('--debug') && /^\s+at \S.*:\d+:\d+\)?$/m.test(ran.text)
              ? 'a stack is printed'
              : OBEYED.test(ran.text)
                ? 'a letter that a terminal obeys is printed'
                : kind === 'answers' && ran.text.includes(CANARY)
                  ? 'a secret is printed'
                  : written.length > 0
                    ? `it changes what nobody agreed to: ${written.join(', ')}`
                    : null;
      if (wrong !== null) {
        const alike = `${kind}: ${wrong}: ${/Something went wrong: .*/.exec(ran.text)?.[0] ?? args[0]}`;
        if (!findings.has(alike)) {
          say(
            `case ${count} of seed ${seed}, ${kind}: ${wrong}\n$ bedrock-doctor ${args.join(' ')}   (in ${home})\n${said(ran.text)}`,
          );
          findings.add(alike);
          continue;
        }
      }
      rmSync(home, { recursive: true, force: true });
    }
  } finally {
    endStarts();
    await proxy.close();
    await sandbox.close();
  }
  say(
    `${count} cases of seed ${seed}: ${findings.size === 0 ? 'no crash, no hang, no leak, no change' : `${findings.size} findings`}`,
  );
  return findings.size === 0 ? 0 : 1;
}
