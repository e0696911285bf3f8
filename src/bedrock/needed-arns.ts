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

/** The ARN of a foundation model in a Region; of a Region-less one where `inRegion` is empty. */
const modelArnOf = (id: string, inRegion: string, partition: string): string =>
  `arn:${partition}:bedrock:${inRegion}::foundation-model/${id}`;

/** The models behind a profile: every destination, the source Region, and for a global one the ARN without a Region. */
function routedArns(model: ModelReference, shape: ProfileShape | null, region: string): readonly string[] {
  const partition = partitionOf(region);
  const routed = new Set(shape?.modelArns ?? []);
  const anywhere = [...routed].find((arn) => regionOfArn(arn) === '');
  // What is behind an application profile is known from the profile alone.
  const base = model.base ?? anywhere?.split('/').slice(1).join('/') ?? null;
  if (base === null) return [...routed];
  routed.add(modelArnOf(base, region, partition));
  if (model.prefix === 'global') routed.add(modelArnOf(base, '', partition));
  return [...routed];
}

/**
 * Every ARN an invocation is authorized on. A bare id: the model in this Region. A profile: the profile, and the model
 * in the source and every destination Region; a global one also the Region-less ARN, whose `aws:RequestedRegion` is
 * 'unspecified'. Whatever is the account's own, from provisioned throughput to a prompt router: itself.
 * https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
 */
export function neededArns(
  model: ModelReference,
  profile: ProfileShape | null,
  region: string,
  account: string,
): readonly NeededArn[] {
  const partition = partitionOf(region);
  if (model.kind === 'base' && model.base !== null) {
    const arn = model.given.startsWith('arn:') ? model.given : modelArnOf(model.base, region, partition);
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
  return [
    { arn: profileArn, kind: 'profile', context: { 'aws:RequestedRegion': region } },
    ...routedArns(model, profile, region).map(
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
