import type { CauseId } from '../src/core/cause.ts';
import type { Check, Outcome, Result } from '../src/core/check.ts';
import type { Finding } from '../src/core/finding.ts';

// Findings and results as a check makes them, for tests of what they come to.

export const finding = (cause: CauseId, more: Partial<Finding> = {}): Finding => ({
  code: `policy/x/${cause}`,
  cause,
  basis: 'deduced',
  at: null,
  subject: 'x',
  severity: 'error',
  message: cause,
  waitMinutes: null,
  evidence: [],
  explains: [],
  ...more,
});
export const said = (cause: CauseId, at: string, more: Partial<Finding> = {}): Finding =>
  finding(cause, { basis: 'observed', at, ...more });
export const warning = (cause: CauseId): Finding => finding(cause, { severity: 'warning' });

export const result = (outcome: Outcome, more: Partial<Result> = {}): Result => ({
  check: 'policy/x',
  title: 'x',
  link: 'policy',
  worst: 'error',
  outcome,
  ...more,
});
export const failed = (...findings: [Finding, ...Finding[]]): Result => result({ status: 'fail', findings });
export const PASSED = result({ status: 'pass' });
export const unknown = (more: Partial<Result> = {}): Result =>
  result({ status: 'unknown', missing: 'iam/role', why: { kind: 'not-recorded' } }, more);
export const skipped = (because: Check['id'], more: Partial<Result> = {}): Result =>
  result({ status: 'skipped', because }, more);
