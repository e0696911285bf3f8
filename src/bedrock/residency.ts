import { regionOfArn } from './needed-arns.ts';

/** Where the requests of a profile may be answered. */
export interface Residency {
  /** Destination Regions other than the source, in order; the empty ARN of a global profile is '*'. */
  readonly elsewhere: readonly string[];
  /** In words, or null when everything stays in the Region. */
  readonly warning: string | null;
}

/** The geography in a Region's name: 'ap' of 'ap-northeast-2'. */
const geographyOf = (region: string): string => region.split('-')[0] ?? region;

/**
 * Whether a model's requests leave the Region, from the ARNs it routes to. A global profile may answer anywhere:
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function residencyOf(modelArns: readonly string[], region: string): Residency {
  const regions = [...new Set(modelArns.map((arn) => regionOfArn(arn) || '*'))].sort();
  const elsewhere = regions.filter((one) => one !== region);
  if (elsewhere.length === 0) return { elsewhere, warning: null };
  if (elsewhere.includes('*'))
    return { elsewhere, warning: `prompts may be processed in any Region of the world, outside ${region}` };
  const abroad = elsewhere.some((one) => geographyOf(one) !== geographyOf(region));
  return {
    elsewhere,
    warning: `prompts may be processed in ${elsewhere.join(', ')}${abroad ? ', another part of the world' : ''}`,
  };
}
