import { partitionOf } from './partition.ts';

/**
 * The project that an inference of the OpenAI-compatible endpoint is decided on, by its ARN; a client that names none is in
 * the default one. https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html. Pure.
 */
export const mantleProject = (region: string, account: string, id = 'default'): string =>
  `arn:${partitionOf(region)}:bedrock-mantle:${region}:${account}:project/${id}`;

/** Whether a resource is such a project, in this Region and account. Pure. */
export const isMantleProject = (arn: string, region: string, account: string): boolean =>
  arn.startsWith(mantleProject(region, account, ''));

/** Whether a base URL is one of the OpenAI-compatible endpoint. Pure. */
export const isMantleAddress = (url: string): boolean => /^bedrock-mantle\./.test(new URL(url).host);

/** Whether an ARN is one of a project, in any Region and account. Pure. */
export const isProject = (arn: string): boolean => /^arn:[^:]+:bedrock-mantle:[^:]*:[^:]*:project\//.test(arn);
