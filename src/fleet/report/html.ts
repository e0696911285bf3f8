import { createHash } from 'node:crypto';
import { OWNER_WORDS } from '../../causes/owner.ts';
import { escaped as escapedJson } from '../../core/harmless.ts';
import { capitalize } from '../../core/sentence.ts';
import { escaped } from '../../reporters/html/escaped.ts';
import { datasetOf } from '../page/dataset.ts';
import { SCRIPT } from '../page/script.ts';
import { STYLE } from '../page/style.ts';
import { beginSummary, type Summary } from '../summary.ts';
import { sayAccounts, sayCells, sayNumber, WHO_LOOKS } from '../todo.ts';
import { partOfRun } from './run-words.ts';
import type { FleetReporter } from './source.ts';

/** Only the page's own style and script run, and nothing is fetched: https://www.w3.org/TR/CSP3/ */
const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const policy = (): string =>
  `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

/** JSON in a script element: nothing in it ends the element. https://html.spec.whatwg.org/multipage/scripting.html#restrictions-for-contents-of-script-elements */
const inScript = (value: unknown): string => escapedJson(JSON.stringify(value)).replaceAll('<', '\\u003c');

const SIGNS: readonly (readonly [string, string, string])[] = [
  ['healthy', '✓', 'healthy'],
  ['developer', 'D', OWNER_WORDS.developer],
  ['account-admin', 'A', OWNER_WORDS['account-admin']],
  ['payer', 'P', OWNER_WORDS.payer],
  ['organization-admin', 'O', OWNER_WORDS['organization-admin']],
  ['policy-owner', 'L', OWNER_WORDS['policy-owner']],
  ['aws-support', 'S', 'AWS Support or AWS Sales'],
  ['nobody', 'W', 'no one: it passes, or there is another way'],
  ['unknown', '?', 'could not be judged'],
];
const swatch = (look: string, sign: string): string =>
  `<span class="swatch ${look}${look === 'unknown' ? ' u' : ''}" aria-hidden="true">${sign}</span>`;

const toneOf = ({ exit }: Summary): string => (exit === 0 ? 'good' : exit === 1 || exit === 4 ? 'bad' : 'odd');

function causesOf({ causes, blind }: Summary): string {
  if (causes.length === 0 && blind.length === 0) return '';
  const rows = [
    ...causes.map(
      ({ cause, accounts, cells, owner, who, todo, title }) =>
        `<tr><th scope="row"><button type="button" data-cause="${escaped(cause)}">${escaped(cause)}</button><br><span class="soft">${escaped(title)}</span></th><td class="count" data-of="accounts">${sayNumber(accounts)}</td><td class="count" data-of="cells">${sayNumber(cells)}</td><td><span class="swatch ${owner}" aria-hidden="true">${SIGNS.find(([look]) => look === owner)?.[1] ?? 'S'}</span> ${escaped(who)}</td><td>${escaped(`${capitalize(todo)}.`)}</td></tr>`,
    ),
    ...blind
      .slice(0, 20)
      .map(
        ({ reason, accounts, cells, todo }) =>
          `<tr><th scope="row"><button type="button" data-cause="?">could not be judged</button><br><span class="soft">${escaped(reason)}</span></th><td class="count" data-of="accounts">${sayNumber(accounts)}</td><td class="count" data-of="cells">${sayNumber(cells)}</td><td>${swatch('unknown', '?')} ${WHO_LOOKS}</td><td>${escaped(todo)}</td></tr>`,
      ),
  ];
  return `<h2>By cause</h2>\n<table class="causes"><thead><tr><th scope="col">Cause</th><th scope="col">Accounts</th><th scope="col">Cells</th><th scope="col">Who can fix it</th><th scope="col">What to do</th></tr></thead><tbody>\n${rows.join('\n')}\n</tbody></table>`;
}

const option = (value: string, text: string): string => `<option value="${escaped(value)}">${escaped(text)}</option>`;

function filtersOf({ causes, blind }: Summary, regions: readonly string[], ous: readonly string[]): string {
  const owners = SIGNS.filter(([look]) => look !== 'aws-sales').map(([look, , words]) => option(look, words));
  return `<div class="filters" data-needs-script hidden>
<label>Account<input id="search" type="search" placeholder="id or name" autocomplete="off"></label>
<label>Cause<select id="cause">${option('', 'any')}${option('*', 'not healthy')}${causes.map(({ cause }) => option(cause, cause)).join('')}${blind.length === 0 ? '' : option('?', 'could not be judged')}</select></label>
<label>Who can fix it<select id="owner">${option('', 'anyone')}${owners.join('')}</select></label>
<label${ous.length === 0 ? ' hidden' : ''}>Organizational unit<select id="ou">${option('', 'any')}${ous.map((ou) => option(ou, ou)).join('')}</select></label>
<label>Region<select id="region">${option('', 'all')}${regions.map((region) => option(region, region)).join('')}</select></label>
<label>Order<select id="order">${option('worst', 'gravest first')}${option('list', 'as in the list')}</select></label>
<button id="reset" type="button">Show all</button>
</div>`;
}

/** What is to be done, who does it, and how much it helps; a click shows whom. */
function actionsOf({ actions }: Summary): string {
  if (actions.length === 0) return '';
  const title =
    actions.length === 1 ? 'The one thing to do' : `The ${actions.length === 2 ? 'two' : 'three'} things to do`;
  const items = actions.map(({ what, who, owner, cause, accounts, cells }) => {
    const look = owner ?? 'unknown';
    const helps = `${sayAccounts(accounts)}, ${sayCells(cells)}`;
    return `<li><strong>${escaped(what)}</strong><span class="effect"><span>${swatch(look, SIGNS.find(([one]) => one === look)?.[1] ?? 'S')} ${escaped(who)}</span><span>helps <b>${escaped(helps)}</b></span><button type="button" data-cause="${escaped(cause ?? '?')}" aria-label="show them: ${escaped(what)}" data-needs-script hidden>show them</button></span></li>`;
  });
  return `<h2>${title}</h2>\n<ol class="todo">${items.join('\n')}</ol>`;
}

/** How many cells stand how; of verdicts that none has nothing is said. */
const sayStanding = ({ accounts, cells, byVerdict }: Summary): string => {
  const parts = Object.entries(byVerdict).filter(([, count]) => count > 0);
  return `${sayAccounts(accounts)}, ${sayCells(cells)}: ${parts.map(([verdict, count]) => `${sayNumber(count)} ${verdict}`).join(', ')}.`;
};

/**
 * The page of a fleet: one file that asks nobody, with the sentence that matters and the three things to do at its top, and every
 * cell below.
 */
export const html: FleetReporter = async function* ({ run, cells }) {
  const tally = beginSummary();
  const tapped = async function* () {
    for await (const cell of cells()) {
      tally.add(cell);
      yield cell;
    }
  };
  const data = await datasetOf(tapped(), run);
  const summary = tally.conclude();
  const { headline } = summary;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy()}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(headline)} · bedrock-doctor fleet</title>
<style>${STYLE}</style>
</head>
<body>
<header class="verdict ${toneOf(summary)}">
<h1>${escaped(headline)}</h1>
<p class="soft">${escaped(`${sayStanding(summary)} ${partOfRun(run)}`)}</p>
</header>
<main>
${actionsOf(summary)}
${causesOf(summary)}
<h2 id="accounts">Accounts</h2>
<noscript><p>The matrix of accounts is drawn by this page's own script, which is switched off here.</p></noscript>
${filtersOf(summary, data.regions, data.ous)}
<ul class="legend" data-needs-script hidden>${SIGNS.map(([look, sign, words]) => `<li>${swatch(look, sign)} ${escaped(words)}</li>`).join('')}</ul>
<p id="count" role="status"></p>
<p id="none" hidden>No account is like that.</p>
<p id="paper" hidden>Only the first 400 accounts are printed.</p>
<div id="matrix" class="scroll" role="region" aria-label="Matrix of accounts and models, by Region" tabindex="0" data-needs-script hidden><table><caption class="unseen">Accounts and models, by Region; arrow keys move from cell to cell</caption><thead id="head"></thead><tbody id="rows"></tbody></table></div>
</main>
<dialog id="evidence" aria-labelledby="evidence-title"><h2 id="evidence-title">Cell</h2><div id="evidence-body"></div><button id="close" class="close" type="button">Close</button></dialog>
<script type="application/json" id="owners">${inScript(OWNER_WORDS)}</script>
<script type="application/json" id="data">`;
  yield inScript(data);
  yield `</script>
<script>${SCRIPT}</script>
</body>
</html>
`;
};
