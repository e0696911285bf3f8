import { createHash } from 'node:crypto';
import type { Report, Reporter } from '../core/report.ts';
import { VERSION } from '../core/version.ts';
import { escaped } from './html/escaped.ts';
import { chain, checks, cures, done, letter, rootCause, target } from './html/parts.ts';
import { SCRIPT } from './html/script.ts';
import { STYLE } from './html/style.ts';
import { verdictWords } from './problems.ts';

const STATES = { healthy: 'pass', broken: 'fail', undetermined: 'unknown', pending: 'warning' } as const;

/** Only the page's own style and script run, and nothing is fetched: https://www.w3.org/TR/CSP3/ */
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = (): string =>
  `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

const summary = ({ command, startedAt, apiCalls, durationMs }: Report): string =>
  `bedrock-doctor ${VERSION}, ${command}, ${startedAt.slice(0, 19).replace('T', ' ')} UTC, ${apiCalls} calls in ${(durationMs / 1_000).toFixed(1)} s`;

/** What must be read first. */
const alertOf = ({ alert }: Report): string =>
  alert === undefined ? '' : `<p class="verdict fail" role="alert">${escaped(alert)}</p>\n`;

/** One file that says it all and asks nobody: for a ticket, a mail, an archive. */
export const html: Reporter = (report) => {
  const words = verdictWords(report);
  const state = report.verdict === null ? 'idle' : STATES[report.verdict];
  const parts = [
    chain(report),
    rootCause(report),
    cures(report),
    letter(report),
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
<title>${escaped(words)} · bedrock-doctor</title>
<style>${STYLE}</style>
</head>
<body>
${alertOf(report)}<header class="verdict ${state}">
<h1>${escaped(words)}</h1>
<p class="soft">${escaped(summary(report))}</p>
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
