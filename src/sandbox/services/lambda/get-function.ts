import { configuration, operation, withFunction } from './function.ts';

/** Without the code, which the sandbox does not have. https://docs.aws.amazon.com/lambda/latest/api/API_GetFunction.html */
export const getFunction = operation('GetFunction', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => ({
    world,
    output: { Configuration: configuration(fn), Code: { RepositoryType: 'S3' }, Tags: fn.tags ?? {} },
  })),
);
