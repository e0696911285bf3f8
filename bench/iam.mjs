// How many IAM decisions a second the evaluator makes, for a role as real ones are: five policies of four statements, a
// boundary and two service control policies. A document is parsed once, by the caller; its statements are compiled when
// it is first asked (kept for as long as the document lives), and those about an action are looked up once an action.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Decisions a second that issue 3 asks for. */
const BAR = 100_000;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);
const src = resolve(import.meta.dirname, '../src/iam');

async function evaluator() {
  const outfile = join(mkdtempSync(join(tmpdir(), 'bedrock-doctor-bench-')), 'iam.mjs');
  const contents = `export { decide } from './decide.ts'; export { parsePolicy } from './document.ts';`;
  await build({
    stdin: { contents, resolveDir: src },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return import(outfile);
}

const regions = { 'aws:RequestedRegion': ['ap-northeast-2', 'us-east-1'] };
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const fourStatements = (version) => [
  {
    Effect: 'Allow',
    Action: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
    Resource: [
      `arn:aws:bedrock:*::foundation-model/anthropic.claude-${version}*`,
      'arn:aws:bedrock:ap-northeast-2:123456789012:inference-profile/*',
    ],
  },
  { Effect: 'Allow', Action: ['logs:*'], Resource: '*' },
  {
    Effect: 'Allow',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::poems/\${aws:PrincipalTag/team}/*`,
    Condition: { StringEquals: regions },
  },
  { Effect: 'Deny', Action: 'bedrock:*', Resource: '*', Condition: { StringNotEquals: regions } },
];
const onlyHere = {
  Effect: 'Deny',
  NotAction: ['iam:*'],
  Resource: '*',
  Condition: { StringNotEquals: regions, ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Admin*' } },
};
const requests = Array.from({ length: 64 }, (_, at) => ({
  action: at % 3 === 0 ? 's3:GetObject' : 'bedrock:InvokeModel',
  resource:
    at % 3 === 0
      ? `arn:aws:s3:::poems/poets/${at}`
      : `arn:aws:bedrock:ap-northeast-2::foundation-model/anthropic.claude-${at % 5}-haiku`,
  principal: 'arn:aws:sts::123456789012:assumed-role/poetry/kiroween',
  context: { 'aws:RequestedRegion': at % 7 === 0 ? 'eu-west-1' : 'ap-northeast-2', 'aws:PrincipalTag/team': 'poets' },
}));

/** Measures the decisions a second, the best of three runs, and prints them. True when it is fast enough. */
export async function benchIam() {
  const { decide, parsePolicy } = await evaluator();
  const named = (name, ...Statement) => ({ name, document: parsePolicy({ Version: '2012-10-17', Statement }) });
  const policies = {
    identity: [0, 1, 2, 3, 4].map((version) => named(`policy-${version}`, ...fourStatements(version))),
    boundary: named('boundary', { Effect: 'Allow', Action: ['bedrock:*', 's3:*', 'logs:*'], Resource: '*' }),
    scps: [named('FullAWSAccess', everything), named('regions', everything, onlyHere)],
  };
  let best = 0;
  const decisions = new Set();
  for (let run = 0; run < 3; run += 1) {
    // Processor time, not the wall's: what else runs on the machine is no part of what is measured.
    const start = process.cpuUsage();
    const spent = () => {
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1_000;
    };
    let made = 0;
    while (spent() < (SECONDS * 1_000) / 3) {
      for (const request of requests) decisions.add(decide(request, policies).decision);
      made += requests.length;
    }
    best = Math.max(best, (made / spent()) * 1_000);
  }
  if (!decisions.has('allowed') || !decisions.has('explicitDeny')) throw new Error('the bench decides nothing real');
  console.log(
    `IAM decisions a second of processor time (5 policies of 4 statements, a boundary, 2 SCPs): ${Math.round(best).toLocaleString('en')}, at least ${BAR.toLocaleString('en')}: ${best >= BAR ? 'yes' : 'NO'}`,
  );
  return best >= BAR;
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await benchIam()) ? 0 : 1;
