import { fault } from '../../operation.ts';

/** What a restricted account is told when it asks for access. */
export const RESTRICTED = fault(
  'ValidationException',
  400,
  'Your account is not authorized to perform this action. Please create a support case (https://console.aws.amazon.com/support/home) with details about your use case and we will get back to you.',
);
