import { shortPrincipal } from '../../core/principal.ts';
import type { CallsSeen, SeenCall } from '../../core/report.ts';
import { sayMoment } from '../moment.ts';
import { escaped } from './escaped.ts';

/** A strip is this wide in its own units, however wide it is drawn. */
const UNITS = 1_000;
/** More principals than these are no picture any more. */
const MOST_ROWS = 8;

const LANES = [
  { outcome: 'served', state: 'pass' },
  { outcome: 'refused', state: 'fail' },
  { outcome: 'failed', state: 'warning' },
] as const;

/** A strip of dots along the time: a line of no length is a dot of the same size at every width. */
function strip(calls: readonly SeenCall[], { from, until }: CallsSeen, name: string): string {
  const [start, end] = [Date.parse(from), Date.parse(until)];
  const at = (moment: string): number => Math.round((UNITS * (Date.parse(moment) - start)) / Math.max(1, end - start));
  const dots = [...new Set(calls.map((call) => at(call.at)))].map((x) => `M${x} 9h.01`).join('');
  return `<svg role="img" aria-label="${escaped(name)}" viewBox="0 0 ${UNITS} 18" preserveAspectRatio="none"><path class="rule" d="M0 9H${UNITS}"/><path class="dots" d="${dots}"/></svg>`;
}

/** '34 refused, the first at …, the last at …'. */
function sayCalls(calls: readonly SeenCall[], outcome: string): string {
  const [first, last] = [calls[0]?.at ?? '', calls.at(-1)?.at ?? ''];
  return calls.length === 1
    ? `1 ${outcome}, at ${sayMoment(first)}`
    : `${calls.length} ${outcome}, the first at ${sayMoment(first)}, the last at ${sayMoment(last)}`;
}

function row(principal: string, seen: CallsSeen): string {
  const own = seen.calls.filter((call) => call.principal === principal);
  const lanes = LANES.flatMap(({ outcome, state }) => {
    const calls = own.filter((call) => call.outcome === outcome);
    if (calls.length === 0) return [];
    return [
      `<div class="lane ${state}"><span>${calls.length} ${outcome}</span>${strip(calls, seen, sayCalls(calls, outcome))}</div>`,
    ];
  });
  return `<figure class="calls"><figcaption>${escaped(shortPrincipal(principal))}</figcaption>${lanes.join('')}<div class="lane axis"><span></span><div><span>${escaped(sayMoment(seen.from))}</span><span>${escaped(sayMoment(seen.until))}</span></div></div></figure>`;
}

/** The calls that were seen in the window, by principal: which were served, which were refused, and when. '' without any. */
export function timeline(seen: CallsSeen | undefined): string {
  if (seen === undefined) return '';
  const principals = [...new Set(seen.calls.map(({ principal }) => principal))];
  const more = principals.length - MOST_ROWS;
  return [
    '<h2>Calls that were seen</h2>',
    ...principals.slice(0, MOST_ROWS).map((principal) => row(principal, seen)),
    ...(more > 0 ? [`<p class="soft">And of ${more} more principals.</p>`] : []),
  ].join('\n');
}
