import type { Page } from '../causes/page.ts';

/** What each format is for; a test holds the names to the reporters. */
export const FORMATS: { readonly [format: string]: string } = {
  text: 'for people; the default. Color only on a terminal',
  json: 'one document; its JSON Schema ships as schema/report.schema.json and is versioned by schemaVersion',
  html: 'one file without scripts from elsewhere: the chain as a picture, evidence folded, commands to copy; for a ticket, a colleague or an archive',
  junit:
    'XML for GitLab, Jenkins and others; a test case for each check; what could not be looked at is an error, unless the run is healthy all the same',
  sarif: 'SARIF 2.1.0 for code scanning; findings are shown at the file and line that set the value',
  markdown: 'for a pull request or an issue',
  github: 'annotations and the step summary of a GitHub workflow; the default of preflight there',
};

export const formats: Page = {
  id: 'formats',
  title: 'Formats',
  sections: [
    {
      heading: '--format',
      kind: 'table',
      rows: [['format', 'what for'], ...Object.entries(FORMATS).map(([name, what]): [string, string] => [name, what])],
    },
    {
      heading: 'Rules',
      kind: 'list',
      ordered: false,
      items: [
        'The result goes to standard output and nothing else does; progress, questions and warnings go to standard error. --format json | jq always works.',
        'Several at once, each but one with a file: --format junit=report.xml,sarif=out.sarif,text.',
        '--output FILE takes the result of the one format that names no file; - is standard output.',
        'Text from AWS and from logs is escaped for the format it is printed in.',
        'Account ids, ARNs and request ids appear in reports; secrets never do.',
        'tail --format json prints one JSON object a line.',
      ],
    },
    {
      heading: 'With jq',
      kind: 'lines',
      language: 'bash',
      text: [
        'bedrock-doctor diagnose --format json | jq -r .verdict',
        'bedrock-doctor diagnose --format json | jq -r \'.rootCause.cause // "none"\'',
        'bedrock-doctor diagnose --format json | jq -r \'.checks[] | select(.status == "unknown") | .reason\'',
      ].join('\n'),
    },
  ],
};
