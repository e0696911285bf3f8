import { createHash } from 'node:crypto';
import { CAUSES } from '../causes/catalogue.ts';
import { harmless } from '../core/harmless.ts';
import type { Reporter, Style } from '../core/report.ts';
import { VERSION } from '../core/version.ts';
import { type Problem, problemsOf } from './problems.ts';
import { isAbsolutePath, repositoryPath } from './repository-path.ts';

const LEVELS = { error: 'error', unknown: 'warning', warning: 'warning', info: 'note' } as const;

/**
 * The identity of a finding for ever: its code, its subject and the model, whatever its words (OASIS SARIF 2.1.0, section
 * 3.27.17). Two models may have the same trouble with one role.
 */
const fingerprint = ({ code, subject, model }: Problem): string =>
  createHash('sha256')
    .update([code, subject, ...(model === null || model === subject ? [] : [model])].join('\n'))
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

/** SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const sarif: Reporter = (report, style) => {
  const problems = problemsOf(report);
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
        tool: { driver: { name: 'bedrock-doctor', version: VERSION, semanticVersion: VERSION, rules } },
        invocations: [{ executionSuccessful: report.verdict !== 'undetermined', startTimeUtc: report.startedAt }],
        results: problems.map((problem) => ({
          ruleId: problem.code,
          ruleIndex: codes.findIndex(({ code }) => code === problem.code),
          level: LEVELS[problem.severity],
          message: { text: harmless(problem.message) },
          locations: [location(problem, style)],
          partialFingerprints: { 'bedrockDoctor/v1': fingerprint(problem) },
        })),
      },
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
};
