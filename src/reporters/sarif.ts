import { createHash } from 'node:crypto';
import { CAUSES } from '../causes/catalogue.ts';
import { harmless } from '../core/harmless.ts';
import type { Report } from '../core/report.ts';
import type { Reporter, Style } from '../core/style.ts';
import { VERSION } from '../core/version.ts';
import { type Problem, problemsOf } from './problems.ts';
import { isAbsolutePath, repositoryPath } from './repository-path.ts';
import { describeRun } from './subject.ts';

const LEVELS = { error: 'error', unknown: 'warning', warning: 'warning', info: 'note' } as const;

/**
 * The identity of a finding for ever: its code, its subject and the model, whatever its words (OASIS SARIF 2.1.0, section
 * 3.27.17). Two models may have the same trouble with one role, and two stacks with one model: then `alone` is false.
 */
const fingerprint = ({ code, subject, model, of }: Problem, alone: boolean): string =>
  createHash('sha256')
    .update([code, subject, ...(model === null || model === subject ? [] : [model]), ...(alone ? [] : [of])].join('\n'))
    .digest('hex')
    .slice(0, 32);

/** A file's path as a URI reference (RFC 3986), a `file:` URI (RFC 8089) where it is not in the repository. */
function uriOf(path: string, repository: Style['repository']): string {
  const found = repositoryPath(path, repository);
  const [first = '', ...rest] = found.split('/');
  const parts = [/^[A-Za-z]:$/.test(first) ? first : encodeURIComponent(first), ...rest.map(encodeURIComponent)];
  return isAbsolutePath(found) ? `file://${first === '' ? '' : '/'}${parts.join('/')}` : parts.join('/');
}

/** The file and line that set the value; otherwise what it is called. */
function location({ place }: Problem, { repository }: Style): object {
  const physical = (uri: string, startLine: number): object => ({
    physicalLocation: { artifactLocation: { uri }, region: { startLine } },
  });
  if (place.kind === 'file') return physical(uriOf(place.path, repository), place.line);
  const logical = { logicalLocations: [{ fullyQualifiedName: harmless(place.name), kind: 'resource' }] };
  // GitHub refuses a whole file for one result without a place in a file: there the workflow that asked has to be it.
  // https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
  const workflow = repository?.workflow ?? null;
  return workflow === null ? logical : { ...physical(uriOf(workflow, undefined), 1), ...logical };
}

/** 'bedrock-doctor/123456789012/ap-northeast-2/kiroween/': what is examined, the same for every run of it. */
function automationId({ cells, target }: Report): string {
  const distinct = (values: readonly (string | null | undefined)[]): string =>
    [...new Set(values.filter((value) => value !== null && value !== undefined))].map(encodeURIComponent).join('+');
  const parts =
    cells.length > 0
      ? (['account', 'region', 'stack'] as const).map((key) => distinct(cells.map((cell) => cell[key])))
      : (['account', 'region', 'stack'] as const).map((key) => distinct([target[key]?.value]));
  return `${['bedrock-doctor', ...parts.filter((part) => part !== '')].join('/')}/`;
}

/** SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = (report, style) => {
  const problems = problemsOf(report);
  const about = describeRun(report);
  const prints = problems.map((problem) => fingerprint(problem, true));
  const isAlone = (at: number): boolean => prints.filter((print) => print === prints[at]).length === 1;
  const codes = [...new Map(problems.map((problem) => [problem.code, problem])).values()];
  const rules = codes.map(({ code, title, cause, severity }) => ({
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: cause === null ? `${title}: could not be looked at.` : CAUSES[cause].title },
    help: { text: cause === null ? 'Grant the permission that the message names, and run again.' : CAUSES[cause].next },
    ...(cause === null ? {} : { helpUri: CAUSES[cause].source }),
    defaultConfiguration: { level: LEVELS[severity] },
  }));
  const document = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        // Its id tells runs of other accounts and stacks apart: section 3.17.
        ...(about === ''
          ? {}
          : { automationDetails: { id: automationId(report), description: { text: harmless(about) } } }),
        tool: { driver: { name: 'bedrock-doctor', version: VERSION, semanticVersion: VERSION, rules } },
        invocations: [{ executionSuccessful: report.verdict !== 'undetermined', startTimeUtc: report.startedAt }],
        results: problems.map((problem, at) => ({
          ruleId: problem.code,
          ruleIndex: codes.findIndex(({ code }) => code === problem.code),
          level: LEVELS[problem.severity],
          message: { text: harmless(`${problem.message}${problem.of === '' ? '' : ` [${problem.of}]`}`) },
          locations: [location(problem, style)],
          partialFingerprints: { 'bedrockDoctor/v1': isAlone(at) ? prints[at] : fingerprint(problem, false) },
        })),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
