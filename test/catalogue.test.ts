import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import * as bedrockOperations from '../src/aws/operations/bedrock.ts';
import * as runtimeOperations from '../src/aws/operations/bedrock-runtime.ts';
import * as cloudformationOperations from '../src/aws/operations/cloudformation.ts';
import * as cloudtrailOperations from '../src/aws/operations/cloudtrail.ts';
import * as ec2Operations from '../src/aws/operations/ec2.ts';
import * as iamOperations from '../src/aws/operations/iam.ts';
import * as lambdaOperations from '../src/aws/operations/lambda.ts';
import * as logsOperations from '../src/aws/operations/logs.ts';
import * as organizationsOperations from '../src/aws/operations/organizations.ts';
import * as quotasOperations from '../src/aws/operations/service-quotas.ts';
import * as stsOperations from '../src/aws/operations/sts.ts';
import { CAUSE_IDS, CAUSES } from '../src/causes/catalogue.ts';
import { CHECKS } from '../src/checks/index.ts';
import { type Probe, probeOf } from '../src/core/probe.ts';
import { VERSION } from '../src/core/version.ts';
import { SIGNATURES } from '../src/errors/index.ts';
import { recognizeAll } from '../src/errors/recognize.ts';
import { OPTIONS } from '../src/options/table.ts';
import { variableOf } from '../src/options/variable.ts';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { SETTINGS } from '../src/settings/index.ts';

const ROOT = resolve(import.meta.dirname, '..');

const probes = new Set<Probe>();
const visit = (probe: Probe): void => {
  if (probes.has(probe)) return;
  probes.add(probe);
  for (const need of Object.values(probe.needs)) visit(probeOf(need));
};
for (const check of CHECKS) for (const need of Object.values(check.needs)) visit(probeOf(need));

test('every check has the id of its path and stands in the index once', () => {
  const files = (readdirSync(join(ROOT, 'src/checks'), { recursive: true }) as string[])
    .filter(
      (file) =>
        /^[a-z]+\/[a-z-]+\.ts$/.test(file) &&
        /defineCheck\(/.test(readFileSync(join(ROOT, 'src/checks', file), 'utf8')),
    )
    .map((file) => file.replace(/\.ts$/, ''));
  expect(CHECKS.map(({ id }) => id).sort(), 'add the check to src/checks/index.ts, with its path as id').toEqual(
    files.sort(),
  );
});

test('the causes are the public ones, word for word', () => {
  const wanted = JSON.parse(readFileSync(join(ROOT, 'test/causes.json'), 'utf8')) as unknown;
  expect(CAUSE_IDS.map((id) => CAUSES[id]).map(({ id, layer, owner, title }) => ({ id, layer, owner, title }))).toEqual(
    wanted,
  );
});

test('every cause says what to do next', () => {
  for (const id of CAUSE_IDS) expect(CAUSES[id].next.length, id).toBeGreaterThan(20);
});

test('every sample is recognised as its own signature and as no other cause', () => {
  const wrong = SIGNATURES.flatMap(({ id, samples }) =>
    samples.flatMap((sample) => {
      const found = recognizeAll(sample);
      const own = found.some(({ signature }) => signature === id);
      const causes = new Set(found.map(({ cause }) => cause));
      return own && causes.size === 1
        ? []
        : [`${id}: ${sample.slice(0, 80)} is read as ${[...causes].join(', ') || 'nothing'}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('every action a probe or setting declares belongs to an operation', () => {
  const operations = [
    stsOperations,
    iamOperations,
    cloudformationOperations,
    lambdaOperations,
    logsOperations,
    bedrockOperations,
    runtimeOperations,
    quotasOperations,
    cloudtrailOperations,
    ec2Operations,
    organizationsOperations,
  ];
  const known = new Set(operations.flatMap((module) => Object.values(module).map(({ action }) => action)));
  const declared = [
    ...[...probes].flatMap(({ actions }) => actions),
    ...[...SETTINGS.values()].flatMap(({ actions }) => [...actions.read, ...actions.write]),
  ];
  // Bedrock asks the Marketplace on the caller's behalf: those actions have no operation of ours.
  const asked = declared.filter((action) => !action.startsWith('aws-marketplace:'));
  expect(asked.filter((action) => !known.has(action))).toEqual([]);
});

test('probe ids are unique, and AWS is asked in at most four rounds', () => {
  const ids = [...probes].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const depth = (probe: Probe): number =>
    (probe.actions.length > 0 ? 1 : 0) + Math.max(0, ...Object.values(probe.needs).map((need) => depth(probeOf(need))));
  for (const probe of probes) expect(depth(probe), probe.id).toBeLessThanOrEqual(5);
});

test('scenario and option names are unique', () => {
  const ids = SCENARIOS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const variables = (Object.keys(OPTIONS) as (keyof typeof OPTIONS)[]).map(variableOf);
  expect(new Set(variables).size).toBe(variables.length);
});

test('the version is the one of package.json', () => {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  expect(VERSION).toBe(version);
  expect(existsSync(join(ROOT, 'CHANGELOG.md'))).toBe(true);
});
