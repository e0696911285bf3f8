import { fault, type SandboxOperation, text } from '../../operation.ts';
import { configuration, operation, withFunction } from './function.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = operation('GetFunctionConfiguration', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => ({ world, output: configuration(fn) })),
);

/** Without the code, which the sandbox does not have. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction = operation('GetFunction', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => ({
    world,
    output: { Configuration: configuration(fn), Code: { RepositoryType: 'S3' }, Tags: fn.tags ?? {} },
  })),
);

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
