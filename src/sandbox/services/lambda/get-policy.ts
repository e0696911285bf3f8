import { operation, withFunction } from './function.ts';

/** The permission SAM gives the API to call the function. https://docs.aws.amazon.com/lambda/latest/api/API_GetPolicy.html */
export const getPolicy = operation('GetPolicy', (world, input, { region }) =>
  withFunction(world, input, region, (fn) => ({
    world,
    output: {
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Id: 'default',
        Statement: [
          {
            Sid: `${fn.name}-permission`,
            Effect: 'Allow',
            Principal: { Service: 'apigateway.amazonaws.com' },
            Action: 'lambda:InvokeFunction',
            Resource: fn.arn,
          },
        ],
      }),
      RevisionId: '6f7a1c30-0000-4000-8000-0a1b2c3d4e5f',
    },
  })),
);
