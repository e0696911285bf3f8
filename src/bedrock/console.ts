import { partitionOf } from './partition.ts';

/** The console's host of each partition: https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html */
const HOSTS: { readonly [partition: string]: string } = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-eusc': 'console.amazonaws-eusc.eu',
};

/** Bedrock's model catalog in the console, which took the place of the retired model-access page. */
export const catalogUrl = (region: string): string =>
  `https://${region}.${HOSTS[partitionOf(region)] ?? HOSTS['aws']}/bedrock/home?region=${region}#/model-catalog`;
