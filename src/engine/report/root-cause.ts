import { CAUSES } from '../../causes/catalogue.ts';
import type { Finding } from '../../core/finding.ts';
import type { RootCause } from '../../core/report.ts';

/** A cause as the report names it, with the words of the catalog. */
export const rootCauseOf = ({
  cause,
  basis,
  waitMinutes,
}: Pick<Finding, 'cause' | 'basis' | 'waitMinutes'>): RootCause => ({
  cause,
  title: CAUSES[cause].title,
  owner: CAUSES[cause].owner,
  basis,
  waitMinutes,
});
