import type { InvokeModelCommandInput, InvokeModelCommandOutput } from '@aws-sdk/client-bedrock-runtime';
import type { Operation } from '../../core/aws.ts';

export const invokeModel: Operation<InvokeModelCommandInput, InvokeModelCommandOutput> = {
  service: 'bedrock-runtime',
  name: 'InvokeModel',
  action: 'bedrock:InvokeModel',
  reads: false,
};
