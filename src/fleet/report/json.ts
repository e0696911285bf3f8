import { beginSummary } from '../summary.ts';
import type { FleetReporter } from './source.ts';

/** One document: the run, every cell, and behind them what they come to, since that is known when they are read. */
export const json: FleetReporter = async function* ({ run, cells }) {
  const tally = beginSummary();
  yield `{\n"schemaVersion": 1,\n"command": "fleet",\n"run": ${JSON.stringify(run)},\n"cells": [`;
  let between = '\n';
  for await (const cell of cells()) {
    tally.add(cell);
    yield `${between}${JSON.stringify(cell)}`;
    between = ',\n';
  }
  yield `\n],\n"summary": ${JSON.stringify(tally.conclude(), null, 2)}\n}\n`;
};
