import { fault } from '../../operation.ts';
import { operation, withFunction } from './function.ts';

/**
 * The Function URL, which in the sandbox has the sandbox's host in place of `*.lambda-url.REGION.on.aws`.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html
 */
export const getFunctionUrlConfig = operation('GetFunctionUrlConfig', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => {
    const http = fn.application?.http ?? null;
    return http?.kind !== 'function-url'
      ? fault('ResourceNotFoundException', 404, 'The resource you requested does not exist.')
      : {
          world,
          output: {
            FunctionUrl: `${world.baseUrl}${http.path}/`,
            FunctionArn: fn.arn,
            AuthType: 'NONE',
            InvokeMode: fn.application?.answers === 'events' ? 'RESPONSE_STREAM' : 'BUFFERED',
            CreationTime: new Date(fn.lastModified).toISOString(),
            LastModifiedTime: new Date(fn.lastModified).toISOString(),
          },
        };
  }),
);
