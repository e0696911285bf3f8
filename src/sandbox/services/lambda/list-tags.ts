import { fault, type SandboxOperation, text } from '../../operation.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListTags.html */
export const listTags: SandboxOperation = {
  action: 'lambda:ListTags',
  resource: (_world, input) => text(input, 'Resource'),
  handle: (world, input) => {
    const arn = text(input, 'Resource');
    const fn = Object.values(world.functions).find((one) => one.arn === arn);
    return fn
      ? { world, output: { Tags: fn.tags ?? {} } }
      : fault('ResourceNotFoundException', 404, `Function not found: ${arn}`);
  },
};
