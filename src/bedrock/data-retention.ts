import { parseModel } from './model-id.ts';

/**
 * Models that answer only accounts whose data-retention mode lets AWS or the provider review what is sent: Claude Fable
 * 5 and 5.1 refuse with "data retention mode 'default' is not available for this model" (anthropics/claude-code#66594,
 * pydantic/pydantic-ai#8170, read November 2026). https://docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html
 */
export const needsRetention = (base: string | null): boolean =>
  base !== null && /^anthropic\.claude-fable-/.test(parseModel(base).base ?? '');

/** Modes with which such a model answers: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetAccountDataRetention.html */
export const RETAINING_MODES: ReadonlySet<string> = new Set(['aws_review', 'provider_data_share']);

/** Modes with which it does not. `inherit` may be either: the organization decides. */
export const PRIVATE_MODES: ReadonlySet<string> = new Set(['default', 'none']);
