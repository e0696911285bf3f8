import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Accepted, weigh } from '../src/core/accept.ts';
import type { Outcome } from '../src/core/check.ts';
import { jsonPlaces } from '../src/options/json-places.ts';
import { emptyFolder, run } from './run.ts';

const DAY = '2027-01-31';
const outcome: Outcome = {
  status: 'fail',
  findings: [
    {
      code: 'model/alive/legacy',
      cause: 'model-legacy',
      basis: 'deduced',
      at: null,
      subject: 'anthropic.x',
      severity: 'error',
      message: 'It ends.',
      waitMinutes: null,
      evidence: [],
      explains: [],
    },
  ],
};
const severityAt = (accepted: readonly Accepted[], now: string): string | null => {
  const weighed = weigh(outcome, { accepted, aliveForMs: null }, Date.parse(now));
  return weighed.status === 'fail' ? weighed.findings[0].severity : null;
};

test('a risk is accepted to the end of its last day, and counts again after it', () => {
  const accepted = [{ id: 'model-legacy', until: DAY, reason: 'moving' }];
  expect(severityAt(accepted, '2027-01-30T12:00:00Z')).toBe('info');
  expect(severityAt(accepted, '2027-01-31T23:59:59Z')).toBe('info');
  expect(severityAt(accepted, '2027-02-01T00:00:00Z')).toBe('error');
});

test('an entry that has ended does not stand in the way of the one that renews it', () => {
  const accepted = [
    { id: 'model-legacy', until: '2026-01-31', reason: 'then' },
    { id: 'model/alive/legacy', until: DAY, reason: 'now' },
  ];
  expect(severityAt(accepted, '2027-01-01T00:00:00Z')).toBe('info');
  expect(severityAt(accepted.toReversed(), '2027-01-01T00:00:00Z')).toBe('info');
});

/** What preflight says of a config file, before it looks at AWS. */
async function refusal(text: string, name = '.bedrock-doctor.json'): Promise<string> {
  const folder = emptyFolder();
  writeFileSync(join(folder, name), text);
  const { code, out, err } = await run(['preflight'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, '', folder);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return err;
}
const list = (...entries: readonly string[]): string => `{\n  "accept": [\n    ${entries.join(',\n    ')}\n  ]\n}\n`;
const good = `{ "id": "model-legacy", "until": "${DAY}", "reason": "[moving], {soon}" }`;

test.each([
  [
    'an id that nothing has',
    '{ "id": "model-legcy", "until": "2027-01-31", "reason": "x" }',
    'did you mean "model-legacy"?',
  ],
  ['a check, which is no finding', '{ "id": "model/alive", "until": "2027-01-31", "reason": "x" }', 'model/alive'],
  ['a day that no calendar has', '{ "id": "model-legacy", "until": "2027-02-30", "reason": "x" }', '"until"'],
  ['a time of day', '{ "id": "model-legacy", "until": "2027-01-31T12:00:00+09:00", "reason": "x" }', '"until"'],
  ['no reason', '{ "id": "model-legacy", "until": "2027-01-31" }', '"reason"'],
  ['no object', '"model-legacy"', '"id"'],
])('%s is refused with the file and the line of the entry', async (_what, entry, named) => {
  const said = await refusal(list(good, entry).replaceAll('\n', '\r\n'));
  expect(said).toContain('.bedrock-doctor.json, line 4, entry 2');
  expect(said).toContain(named);
});

test('text that is no JSON is named by its line, whatever the engine says of it', async () => {
  expect(await refusal('{\n  "stack": "a",\n  "region": nope\n}\n')).toContain('line 3,');
  expect(await refusal('{\n  "accept": [\n    1,\n  ]\n}\n')).toContain('line 4,');
  expect(await refusal('\ufeff{\n  "stack": "a"\n  "region": "b"\n}\n')).toContain('line 3,');
  expect(await refusal('a = 1\n[default\nb = 2\n', 'samconfig.toml')).toContain('samconfig.toml, line 2,');
  expect(await refusal('{\n  "accept": { "stak": 1 },\n  "stak": 1 }\n')).toContain('line 3: "stak"');
});

test('a value of samconfig.toml is named by the line of its own section', async () => {
  const folder = emptyFolder();
  writeFileSync(
    join(folder, 'samconfig.toml'),
    '[prod.deploy.parameters]\nregion = "us-east-1"\n\n[default.global.parameters]\nregion = "ap-northeast-2"\n',
  );
  const { out } = await run(['preflight', '--format', 'json'], { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' }, '', folder);
  expect(JSON.parse(out)).toMatchObject({ target: { region: { source: 'file samconfig.toml:5' } } });
});

/** Every pointer of a value, in order. */
const pointersOf = (value: unknown, path = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, held]) => {
        const pointer = `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        return [pointer, ...pointersOf(held, pointer)];
      })
    : [];

test('the places of a JSON text are those of its values', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (json, indent) => {
      const value: unknown = JSON.parse(json);
      const found = jsonPlaces(JSON.stringify(value, null, indent));
      expect([...found.keys()]).toEqual(pointersOf(value));
    }),
  );
  expect([...jsonPlaces('{ "a/b": [1, {"c": 2}] }')]).toEqual([
    ['/a~1b', 2],
    ['/a~1b/0', 10],
    ['/a~1b/1', 13],
    ['/a~1b/1/c', 14],
  ]);
});
