import { configuration, operation, withFunction } from './function.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration = operation('GetFunctionConfiguration', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => ({ world, output: configuration(fn) })),
);
