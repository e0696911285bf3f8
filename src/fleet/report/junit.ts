import { harmless } from '../../core/harmless.ts';
import type { FleetCell } from '../cell.ts';
import { type FleetReporter, summaryOf } from './source.ts';

const ENTITIES: { readonly [letter: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};
const xml = (text: string): string => harmless(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** What became of a cell: broken ones fail, what could not be judged or is pending is an error. */
function outcomeOf({ verdict, rootCause, reason, unknown }: FleetCell): string {
  if (verdict === 'healthy') return '';
  const words = xml(reason ?? rootCause?.title ?? `needs ${unknown.join(', ')}`);
  const element = verdict === 'broken' ? 'failure' : 'error';
  return `<${element} message="${words}" type="${xml(rootCause?.cause ?? verdict)}"/>`;
}

/** A test case a cell, for a gate: https://github.com/testmoapp/junitxml */
export const junit: FleetReporter = async function* (source) {
  const { cells, byVerdict } = await summaryOf(source);
  const { run } = source;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="bedrock-doctor fleet" tests="${cells}" failures="${byVerdict.broken}" errors="${byVerdict.undetermined + byVerdict.pending}" skipped="0" time="0" timestamp="${run.startedAt.replace(/\.\d+Z$/, '')}">\n`;
  for await (const cell of source.cells()) {
    const { account, region, model, principal } = cell;
    const name = principal === null ? model : `${principal.replace(/^.*:/, '')} → ${model}`;
    yield `<testcase classname="bedrock-doctor.fleet.${xml(account)}.${xml(region)}" name="${xml(name)}" time="0">${outcomeOf(cell)}</testcase>\n`;
  }
  yield '</testsuite>\n</testsuites>\n';
};
