import { XMLBuilder } from 'fast-xml-parser';
import { harmless } from '../core/harmless.ts';
import type { Report, ReportCheck } from '../core/report.ts';
import type { Reporter } from '../core/style.ts';
import { isBlind } from './blind.ts';
import { describeCell, describeRun } from './subject.ts';

/** What counts in this run, so that whoever reads only this file comes to the run's own verdict. */
interface Scale {
  /** A run may be healthy beside something that could not be looked at, where that could not have mattered. */
  readonly unknownFails: boolean;
  /** Broken without a root cause: under --fail-on warning. */
  readonly warningFails: boolean;
}

/** What a check did: failed, could not look, was skipped for what is no verdict; what does not fail passes with its words. */
function outcomeOf({ status, reason, findings }: ReportCheck, { unknownFails, warningFails }: Scale): object {
  const failing = findings.filter(({ severity }) => severity === 'error' || (warningFails && severity === 'warning'));
  const words = (all: ReportCheck['findings']): string => all.map(({ message }) => harmless(message)).join('\n');
  if (failing.length > 0) {
    return {
      failure: { '@message': words(failing.slice(0, 1)), '@type': failing[0]?.cause ?? '', '#text': words(failing) },
    };
  }
  if (status === 'unknown') {
    const about = { '@message': harmless(reason ?? 'it could not be looked at') };
    return unknownFails ? { error: { ...about, '@type': 'unknown' } } : { skipped: about };
  }
  if (status === 'skipped' || status === 'not-applicable')
    return { skipped: { '@message': harmless(reason ?? status) } };
  return findings.length === 0 ? {} : { 'system-out': words(findings) };
}

/** What must be read first, as a test that failed. */
const alertCase = (alert: string | undefined): readonly object[] =>
  alert === undefined
    ? []
    : [
        {
          '@classname': 'bedrock-doctor.run',
          '@name': 'nothing is left behind',
          '@time': '0',
          failure: { '@message': harmless(alert), '@type': 'alert', '#text': harmless(alert) },
        },
      ];

/** One suite: the checks of a cell, or those that hold for all. `name`: what it is about. `first`: cases before them. */
function suite(
  checks: readonly ReportCheck[],
  name: string,
  { startedAt, durationMs }: Report,
  scale: Scale,
  first: readonly object[] = [],
): object {
  const cases: readonly object[] = [
    ...first,
    ...checks.map((check) => ({
      '@classname': `bedrock-doctor.${check.id.split('/')[0]}`,
      '@name': harmless(check.title),
      '@time': '0',
      ...outcomeOf(check, scale),
    })),
  ];
  const count = (key: string): number => cases.filter((one) => key in one).length;
  return {
    '@name': harmless(name),
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    '@time': (durationMs / 1_000).toFixed(3),
    '@timestamp': startedAt.replace(/\.\d+Z$/, ''),
    testcase: cases,
  };
}

/** One suite where one cell was examined; of several one for what they share, and one each. */
function suites(report: Report): readonly object[] {
  const { checks, cells, command, verdict, rootCause } = report;
  const scale = {
    unknownFails: verdict !== 'healthy' && !isBlind(report),
    warningFails: verdict === 'broken' && rootCause === null,
  };
  const named = (about: string): string => `bedrock-doctor ${command}${about === '' ? '' : `: ${about}`}`;
  const first = alertCase(report.alert);
  if (cells.length < 2) return [suite(checks, named(describeRun(report)), report, scale, first)];
  const shared = checks.filter(({ cell }) => cell === undefined);
  const own = cells.map((cell, index) => ({
    cell,
    checks: checks.filter(({ cell: of }) => of !== undefined && [of].flat().includes(index)),
  }));
  return [
    ...(shared.length + first.length === 0 ? [] : [suite(shared, named(describeRun(report)), report, scale, first)]),
    ...own.map(({ cell, checks: some }) => suite(some, named(describeCell(cell)), report, scale)),
  ];
}

/** JUnit's XML, as GitLab, Jenkins and the others read it: https://github.com/testmoapp/junitxml */
export const junit: Reporter = (report) => {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    processEntities: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { '@name': 'bedrock-doctor', testsuite: suites(report) } })}`;
};
