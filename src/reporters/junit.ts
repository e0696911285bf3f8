import { XMLBuilder } from 'fast-xml-parser';
import { harmless } from '../core/harmless.ts';
import type { Report, ReportCheck, Reporter } from '../core/report.ts';

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

const suite = ({ alert, checks, command, startedAt, durationMs, verdict, rootCause }: Report): object => {
  const scale = { unknownFails: verdict !== 'healthy', warningFails: verdict === 'broken' && rootCause === null };
  const cases: readonly object[] = [
    ...alertCase(alert),
    ...checks.map((check) => ({
      '@classname': `bedrock-doctor.${check.id.split('/')[0]}`,
      '@name': harmless(check.title),
      '@time': '0',
      ...outcomeOf(check, scale),
    })),
  ];
  const count = (key: string): number => cases.filter((one) => key in one).length;
  return {
    '@name': `bedrock-doctor ${command}`,
    '@tests': cases.length,
    '@failures': count('failure'),
    '@errors': count('error'),
    '@skipped': count('skipped'),
    '@time': (durationMs / 1_000).toFixed(3),
    '@timestamp': startedAt.replace(/\.\d+Z$/, ''),
    testcase: cases,
  };
};

/** JUnit's XML, as GitLab, Jenkins and the others read it: https://github.com/testmoapp/junitxml */
export const junit: Reporter = (report) => {
  const builder = new XMLBuilder({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    format: true,
    suppressEmptyNode: true,
    processEntities: true,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite: suite(report) } })}`;
};
