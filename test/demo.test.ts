import { expect, test } from 'vitest';
import { SCENARIOS } from '../src/sandbox/scenarios/index.ts';
import { run } from './run.ts';
import { someRows } from './seed.ts';

test.each(someRows(SCENARIOS.filter(({ fix }) => fix !== undefined)).map(({ id }) => id))(
  'the demo of %s shows its fix, a second look and the way back',
  async (id) => {
    const { code, out, err } = await run(['demo', id], {});
    expect(code, err + out).toBe(0);
    expect(out.match(/^\d\. .*\n\$ bedrock-doctor \w+/gm)?.map((step) => step.split(' ').at(-1))).toEqual([
      'diagnose',
      'fix',
      'diagnose',
      'undo',
    ]);
    expect(out).toMatch(/^(✔ Healthy\.|▲ Pending: only time is missing)/m);
    expect(out).toContain('taken back');
  },
);
