import { XMLBuilder } from 'fast-xml-parser';
import { harmless } from '../core/harmless.ts';
import type { Report, ReportCheck, Reporter } from '../core/report.ts';

/** What a check did: failed for an error, was skipped for what is no verdict; a warning passes with its words. */
function outcomeOf({ status, reason, findings }: ReportCheck): object {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const words = (all: ReportCheck['findings']): string => all.map(({ message }) => harmless(message)).join('\n');
  if (errors.length > 0) {
    return {
      failure: { '@message': words(errors.slice(0, 1)), '@type': errors[0]?.cause ?? '', '#text': words(errors) },
    };
  }
  if (status === 'unknown')
    return { error: { '@message': harmless(reason ?? 'it could not be looked at'), '@type': 'unknown' } };
  if (status === 'skipped' || status === 'not-applicable')
    return { skipped: { '@message': harmless(reason ?? status) } };
  return findings.length === 0 ? {} : { 'system-out': words(findings) };
}

const suite = ({ checks, command, startedAt, durationMs }: Report): object => {
  const cases = checks.map((check) => ({
    '@classname': `bedrock-doctor.${check.id.split('/')[0]}`,
    '@name': harmless(check.title),
    '@time': '0',
    ...outcomeOf(check),
  }));
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
