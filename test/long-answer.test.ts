import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { bounded } from '../src/aws/answer-body.ts';

/** What comes of an answer in pieces of 64 KiB, and after how many bytes it was said to be long; null for never. */
async function read(bytes: number): Promise<{ readonly length: number; readonly toldAt: number | null }> {
  const pieces = Array.from({ length: Math.ceil(bytes / 65_536) }, (_, at) =>
    Buffer.alloc(Math.min(65_536, bytes - at * 65_536), 'x'),
  );
  let given = 0;
  const tolds: number[] = [];
  const body = Readable.from(
    (function* () {
      for (const piece of pieces) {
        given += piece.length;
        yield piece;
      }
    })(),
    { highWaterMark: 1 },
  );
  const { length } = await buffer(bounded(body, 200, () => tolds.push(given)));
  expect(tolds.length).toBeLessThanOrEqual(1);
  return { length, toldAt: tolds[0] ?? null };
}

test('a page of a busy log is told of once, before it is there; a short answer never', async () => {
  expect(await read(200_000)).toEqual({ length: 200_000, toldAt: null });
  expect(await read(262_143)).toEqual({ length: 262_143, toldAt: null });
  const { length, toldAt } = await read(3_000_000);
  expect(length).toBe(3_000_000);
  expect(toldAt).toBeLessThan(600_000);
});
