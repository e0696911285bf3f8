import type { Report } from '../core/report.ts';

/** Whether AWS accepts no credentials of the operator: then every other check is unknown for this one reason. */
export const isBlind = ({ checks, rootCause }: Pick<Report, 'checks' | 'rootCause'>): boolean =>
  rootCause !== null &&
  checks.some(
    ({ link, findings }) =>
      link === 'credentials' &&
      findings.some(({ cause, severity }) => severity === 'error' && cause === rootCause.cause),
  );
