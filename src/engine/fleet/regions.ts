import { AwsError } from '../../aws/error.ts';
import { listFoundationModels } from '../../aws/operations/bedrock.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import type { Aws } from '../../core/aws.ts';
import { UsageError } from '../../core/usage-error.ts';

/** Bedrock is in none of China's Regions, whatever answers there: https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-regions.html */
const WITHOUT_BEDROCK = 'aws-cn';

/** Whether an error of any read says that the Region has no Bedrock: no such host, or its own words. */
const saysNone = (error: unknown): boolean =>
  error instanceof AwsError &&
  (error.code === 'ENOTFOUND' ||
    (error.kind === 'answer' && /not (?:available|supported|offered) in/i.test(error.message)));

const absent = (region: string): UsageError =>
  new UsageError(`Bedrock is not offered in ${region}; leave it out of --regions and of the account list.`);

/** Throws a `UsageError` for Regions whose names alone say that one run cannot look at them. Pure. */
export function checkRegions(regions: readonly string[]): void {
  const without = regions.find((region) => partitionOf(region) === WITHOUT_BEDROCK);
  if (without !== undefined) throw absent(without);
  const [first] = regions;
  const other = regions.find((region) => partitionOf(region) !== partitionOf(first ?? region));
  if (first !== undefined && other !== undefined) {
    throw new UsageError(
      `${first} and ${other} are of two partitions, and credentials are good in one; look at each in a run of its own.`,
    );
  }
}

/**
 * Asks once whether Bedrock is there: a mistyped Region would else be a broken cell in every account. Throws a `UsageError` for a
 * Region without it. `home`: the operator's account, whose catalog the other accounts' cells use.
 */
export async function refuseWithoutBedrock(home: Aws, regions: readonly string[]): Promise<void> {
  await Promise.all(
    regions.map((region) =>
      home
        .inRegion(region)
        .ask(listFoundationModels, {})
        .catch((error: unknown) => {
          if (saysNone(error)) throw absent(region);
          // Whatever else it is: the cells tell.
        }),
    ),
  );
}
