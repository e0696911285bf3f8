import { createHash } from 'node:crypto';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/style.ts';
import { VERSION } from '../core/version.ts';
import { cells } from './html/cells.ts';
import { escaped } from './html/escaped.ts';
import { chain, checks, done, fixes, handoff, rootCause, target } from './html/parts.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { timeline } from './html/timeline.ts';
import { sayMoment } from './moment.ts';
import { describeRun } from './subject.ts';
import { verdictWords } from './verdict-words.ts';

const STATES = { healthy: 'pass', broken: 'fail', undetermined: 'unknown', pending: 'warning' } as const;

/** Whoever is sent the page may never have heard of the tool. */
const ABOUT =
  'bedrock-doctor is a command-line tool that reads the settings of an AWS account and says why calls to Amazon Bedrock are refused. A diagnosis changes nothing.';

/** Only the page's own style and script run, and nothing is fetched: https://www.w3.org/TR/CSP3/ */
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = (): string =>
  `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

const summary = ({ command, startedAt, apiCalls, durationMs }: Report): string =>
  `bedrock-doctor ${VERSION}, ${command}, ${sayMoment(startedAt)}, ${apiCalls} calls in ${(durationMs / 1_000).toFixed(1)} s`;

/** What must be read first. */
const alertOf = ({ alert }: Report): string =>
  alert === undefined ? '' : `<p class="verdict fail" role="alert">${escaped(alert)}</p>\n`;

/** One file that says it all and asks nobody: for a ticket, a mail, an archive. */
export const html: Reporter = (report) => {
  const [words, about] = [verdictWords(report), describeRun(report)];
  const state = report.verdict === null || report.done !== undefined ? 'idle' : STATES[report.verdict];
  const parts = [
    chain(report),
    cells(report),
    timeline(report.calls),
    rootCause(report),
    fixes(report),
    handoff(report),
    done(report),
    target(report),
    checks(report),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped([words, about].filter((part) => part !== '').join(': '))} · bedrock-doctor</title>
<style>${STYLE}</style>
</head>
<body>
${alertOf(report)}<header class="verdict ${state}">
<h1>${escaped(words)}</h1>${about === '' ? '' : `\n<p>${escaped(about)}</p>`}
<p class="soft">${escaped(summary(report))}</p>
<p class="soft">${escaped(ABOUT)}</p>
</header>
<main>
${parts.filter((part) => part !== '').join('\n')}
</main>
<p id="said" class="unseen" role="status"></p>
<script>${SCRIPT}</script>
</body>
</html>
`;
};
