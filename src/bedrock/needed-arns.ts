import type { ModelReference } from './model-id.ts';
import { partitionOf } from './partition.ts';

/** A profile as far as permissions are concerned. */
export interface ProfileShape {
  readonly arn: string;
  /** ARNs of the models it routes to, one a destination Region. */
  readonly modelArns: readonly string[];
}

/** One resource the caller must be allowed to invoke on, with the context the real call carries. */
export interface NeededArn {
  readonly arn: string;
  readonly kind: 'model' | 'profile';
  readonly context: { readonly [key: string]: string };
}

/**
 * Every ARN an invocation is authorised on. A bare id: the model in this Region. A profile: the profile, and the model
 * in the source and every destination Region; a global one also the Region-less ARN, whose `aws:RequestedRegion` is
 * 'unspecified'. https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function neededArns(
  model: ModelReference,
  profile: ProfileShape | null,
  region: string,
  account: string,
): readonly NeededArn[] {
  const partition = partitionOf(region);
  const modelArn = (id: string, inRegion: string): string =>
    `arn:${partition}:bedrock:${inRegion}::foundation-model/${id}`;
  if (model.kind === 'base' && model.base !== null) {
    const arn = model.given.startsWith('arn:') ? model.given : modelArn(model.base, region);
    return [{ arn, kind: 'model', context: { 'aws:RequestedRegion': region } }];
  }
  if (model.kind !== 'profile' && model.kind !== 'application-profile') {
    return [{ arn: model.given, kind: 'model', context: { 'aws:RequestedRegion': region } }];
  }
  const profileArn =
    profile?.arn ??
    (model.given.startsWith('arn:')
      ? model.given
      : `arn:${partition}:bedrock:${region}:${account}:inference-profile/${model.given}`);
  const routed = new Set(profile?.modelArns ?? []);
  if (model.base !== null && model.prefix === 'global') {
    routed.add(modelArn(model.base, region));
    routed.add(modelArn(model.base, ''));
  } else if (model.base !== null && routed.size === 0) {
    routed.add(modelArn(model.base, region));
  }
  return [
    { arn: profileArn, kind: 'profile', context: { 'aws:RequestedRegion': region } },
    ...[...routed].map(
      (arn): NeededArn => ({
        arn,
        kind: 'model',
        context: {
          'aws:RequestedRegion': regionOfArn(arn) || 'unspecified',
          'bedrock:InferenceProfileArn': profileArn,
        },
      }),
    ),
  ];
}

/** The fourth part of an ARN; empty for a Region-less one. */
export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? '';
