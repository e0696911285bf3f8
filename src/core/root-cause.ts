import type { CauseId, CauseTable, Layer } from './cause.ts';
import type { Result } from './check.ts';
import type { Finding } from './finding.ts';

/** The root cause and what stands behind it, most important first. */
export interface Ranking {
  readonly root: Finding | null;
  readonly others: readonly CauseId[];
}

/** Words of AWS that say "you may not", as opposed to "not now" or to a fault of the application. */
const DENIAL_LAYERS: ReadonlySet<Layer> = new Set<Layer>(['credentials', 'target', 'model', 'account', 'policy']);

/**
 * Contract, section 3: the first broken link of the chain; what AWS said to this model and role beats what was
 * deduced, the newest of it first; a finding that explains another comes before it; a warning is never the root.
 */
export function rank(results: readonly Result[], causes: CauseTable): Ranking {
  const findings = results.flatMap(({ outcome }) => (outcome.status === 'fail' ? outcome.findings : []));
  const errors = findings.filter(({ severity }) => severity === 'error');
  // A warning of no cause in the list is a matter of tidiness: nothing that would be seen next.
  const warnings = findings.filter(({ severity, cause }) => severity === 'warning' && cause !== 'unknown');
  const ordered = [...errors].sort((a, b) => compare(a, b, causes));
  let root = ordered[0] ?? null;
  // Each step moves to a finding that explains the last one; the set ends a circle of explanations.
  for (const seen = new Set<Finding>(); root !== null && !seen.has(root); ) {
    seen.add(root);
    const { cause }: Finding = root;
    root = ordered.find((finding) => finding.explains.includes(cause) && !seen.has(finding)) ?? root;
  }
  const rest = [...ordered, ...[...warnings].sort(byChain(causes))].map(({ cause }) => cause);
  return { root, others: [...new Set(rest)].filter((cause) => cause !== root?.cause) };
}

/** The causes stand in the order of the chain. */
const byChain = (causes: CauseTable): ((a: Finding, b: Finding) => number) => {
  const chain = Object.keys(causes);
  return (a, b) => chain.indexOf(a.cause) - chain.indexOf(b.cause);
};

function compare(a: Finding, b: Finding, causes: CauseTable): number {
  const said = ({ basis, cause }: Finding): boolean => basis === 'observed' && DENIAL_LAYERS.has(causes[cause].layer);
  if (said(a) !== said(b)) return said(a) ? -1 : 1;
  if (said(a)) return (b.at ?? '').localeCompare(a.at ?? '') || byChain(causes)(a, b);
  return byChain(causes)(a, b);
}
