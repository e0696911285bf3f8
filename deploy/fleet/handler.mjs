// The Lambda function of the fleet: one shard a call, with the very package that runs on a desk. No keys but the role's own.
import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const BINARY =
  process.env.BEDROCK_DOCTOR_BIN ??
  new URL('./node_modules/bedrock-doctor/bin/bedrock-doctor.js', import.meta.url).pathname;
const s3 = new S3Client({ forcePathStyle: process.env.S3_PATH_STYLE === 'true' });
const sns = new SNSClient({});

/** Runs the tool; its exit code with what it said. Exit 2 and 130 mean that there is no result. */
const doctor = (args, cwd) =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, [BINARY, ...args], { cwd, env: { ...process.env, HOME: cwd, CI: 'true' } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (part) => {
      out += part;
    });
    child.stderr.on('data', (part) => {
      err += part;
    });
    child.on('error', fail);
    child.on('close', (code) => {
      console.log(err);
      if (code === 2 || code === 130 || code === null)
        fail(new Error(err.trim() || `bedrock-doctor ended with ${code}`));
      else done({ code, out, err });
    });
  });

const read = async (bucket, key) =>
  (await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body.transformToString();

async function keysUnder(bucket, prefix) {
  const keys = [];
  for (let token; ; ) {
    const page = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token }));
    keys.push(...(page.Contents ?? []).map(({ Key }) => Key));
    token = page.NextContinuationToken;
    if (!token) return keys.sort();
  }
}

/** Writes the list of shards that the map goes through: `{"run", "shard", "of"}` each. */
async function plan({ run, bucket, shards }) {
  const of = Number(shards);
  const key = `runs/${run}/shards.json`;
  const items = Array.from({ length: of }, (_, at) => ({ run, shard: at + 1, of }));
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: JSON.stringify(items), ContentType: 'application/json' }),
  );
  return { run, bucket, key, of };
}

/** Judges the accounts of one shard and puts its lines into the bucket. */
async function look({ run, bucket, shard, of }, folder, seconds) {
  const file = join(folder, 'shard.jsonl');
  const { ACCOUNTS = 'org', REGIONS, MODELS, ROLE, ASSUME_ROLE, EXTERNAL_ID } = process.env;
  let accounts = ACCOUNTS;
  if (accounts !== 'org') {
    accounts = 'accounts.csv';
    await writeFile(join(folder, accounts), await read(bucket, ACCOUNTS));
  }
  const { code } = await doctor(
    [
      'fleet',
      ...['--accounts', accounts, '--regions', REGIONS, '--models', MODELS, '--shard', `${shard}/${of}`],
      ...(ROLE ? ['--role', ROLE] : ['--agreement-only']),
      ...['--assume-role', ASSUME_ROLE, ...(EXTERNAL_ID ? ['--external-id', EXTERNAL_ID] : [])],
      ...['--output', file, '--timeout', `${seconds}s`, '--quiet'],
    ],
    folder,
  );
  const key = `runs/${run}/shards/${String(shard).padStart(5, '0')}.jsonl`;
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: createReadStream(file),
      ContentLength: (await readFile(file)).length,
    }),
  );
  return { shard, key, exit: code };
}

/** Puts the shards together, draws the page, compares with the run before, and tells of changes. */
async function finish({ run, bucket }, folder) {
  const keys = await keysUnder(bucket, `runs/${run}/shards/`);
  const files = [];
  for (const [at, key] of keys.entries()) {
    const file = `${at}.jsonl`;
    await writeFile(join(folder, file), await read(bucket, key));
    files.push(file);
  }
  const { code } = await doctor(['fleet', 'merge', ...files, '--output', 'all.jsonl'], folder);
  await doctor(['fleet', 'report', 'all.jsonl', '--format', 'html=report.html,markdown=report.md'], folder);
  const put = async (key, file, type) =>
    s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: await readFile(join(folder, file)), ContentType: type }),
    );
  await put(`runs/${run}/all.jsonl`, 'all.jsonl', 'application/x-ndjson');
  await put(`runs/${run}/report.html`, 'report.html', 'text/html; charset=utf-8');
  const before = await read(bucket, 'latest.jsonl').catch((error) => {
    if (error.name === 'NoSuchKey') return null;
    throw error;
  });
  let changes = 0;
  if (before !== null) {
    await writeFile(join(folder, 'before.jsonl'), before);
    const { out } = await doctor(['fleet', 'diff', 'before.jsonl', 'all.jsonl', '--format', 'json'], folder);
    changes = JSON.parse(out).changes.length;
    if (changes > 0 && process.env.TOPIC_ARN) {
      const { out: words } = await doctor(['fleet', 'diff', 'before.jsonl', 'all.jsonl'], folder);
      await sns.send(
        new PublishCommand({
          TopicArn: process.env.TOPIC_ARN,
          Subject: `Amazon Bedrock access: ${changes} ${changes === 1 ? 'cell' : 'cells'} changed`,
          // A message holds 256 KiB: https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html
          Message: `${words.slice(0, 200_000)}\n\ns3://${bucket}/runs/${run}/report.html\n`,
        }),
      );
    }
  }
  await put('latest.jsonl', 'all.jsonl', 'application/x-ndjson');
  return { exit: code, changes, report: `s3://${bucket}/runs/${run}/report.html` };
}

/** Time kept back for writing what was found. */
const RESERVE_MS = 45_000;

export async function handler(event, context) {
  if (event.step === 'plan') return plan(event);
  const folder = await mkdtemp(join(tmpdir(), 'fleet-'));
  try {
    const left = context?.getRemainingTimeInMillis?.() ?? 900_000;
    if (event.step === 'look') return await look(event, folder, Math.max(30, Math.floor((left - RESERVE_MS) / 1_000)));
    if (event.step === 'finish') return await finish(event, folder);
    throw new Error(`there is no step ${event.step}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
