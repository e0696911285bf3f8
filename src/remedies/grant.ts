import { parseModel } from '../bedrock/model-id.ts';
import { productOf } from '../bedrock/products.ts';
import type { Json } from '../core/json.ts';
import { UsageError } from '../core/usage-error.ts';
import { isObject } from '../iam/document.ts';
import { sameStatement } from '../iam/meaning.ts';
import { withOwnSids } from '../iam/statement-ids.ts';

/** What option 3 grants. */
export type Grant = 'guide' | 'model' | 'temporary' | 'invoke';

/** Why Subscribe is more than the guide says: it accepts terms and buys for the whole account. */
export const SUBSCRIBE_RISK =
  'aws-marketplace:Subscribe on * is account-wide buying power: whoever runs as the role may subscribe the account to any product. Take it away again once the agreement is there.';

/** The name the guide gives the policy; a grant of the call itself has another. */
export const policyNameOf = (grant: Grant): string =>
  grant === 'invoke' ? 'BedrockInvokeAccess' : 'BedrockMarketplaceAccess';

type JsonObject = { readonly [key: string]: Json };

/** The guide's document, to the letter. */
const GUIDE: JsonObject = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['aws-marketplace:ViewSubscriptions', 'aws-marketplace:Subscribe'],
      Resource: '*',
    },
  ],
};

/**
 * Subscribe for one product, through Bedrock only. The product key works for Subscribe alone, so that
 * ViewSubscriptions has a statement of its own: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
const forProduct = (product: string): JsonObject => ({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'SubscribeOneModel',
      Effect: 'Allow',
      Action: 'aws-marketplace:Subscribe',
      Resource: '*',
      Condition: {
        'ForAnyValue:StringEquals': { 'aws-marketplace:ProductId': [product] },
        StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' },
      },
    },
    {
      Sid: 'ViewSubscriptions',
      Effect: 'Allow',
      Action: 'aws-marketplace:ViewSubscriptions',
      Resource: '*',
      Condition: { StringEquals: { 'aws:CalledViaLast': 'bedrock.amazonaws.com' } },
    },
  ],
});

/** The document a grant of the Marketplace wants. Throws a `UsageError` for a model whose Marketplace product is not known. */
export function grantDocument(grant: Grant, model: string): JsonObject {
  if (grant === 'guide') return GUIDE;
  const product = productOf(parseModel(model).base);
  if (product !== null) return forProduct(product);
  if (grant === 'temporary') return GUIDE;
  throw new UsageError(
    `The Marketplace product of ${model} is not known, so the grant cannot be limited to it; use --grant temporary, or --grant guide for all products.`,
  );
}

/** The statements of a grant, for a template. Throws a `UsageError` for a model whose Marketplace product is not known. */
export const grantStatements = (grant: Grant, model: string): readonly JsonObject[] =>
  grant === 'invoke' ? [] : (statementsOf(grantDocument(grant, model)) as readonly JsonObject[]);

const statementsOf = (document: JsonObject): readonly Json[] => {
  const statements = document['Statement'];
  return statements === undefined ? [] : Array.isArray(statements) ? (statements as readonly Json[]) : [statements];
};

/**
 * The new document's text: the wanted one, or what stands there plus the statements it lacks; null when nothing is
 * missing. Throws a `UsageError` when what stands there is no policy.
 */
export function merged(current: string | null, wanted: JsonObject, policy: string): string | null {
  if (current === null) return JSON.stringify(wanted);
  let document: JsonObject;
  try {
    document = JSON.parse(current) as JsonObject;
  } catch {
    throw new UsageError(`The policy ${policy} is no valid JSON; mend it by hand first.`);
  }
  const present = statementsOf(document);
  const missing = (statementsOf(wanted) as readonly JsonObject[]).filter(
    (statement) => !present.some((other) => sameStatement(withoutSid(other), withoutSid(statement))),
  );
  return missing.length === 0
    ? null
    : JSON.stringify({ ...document, Statement: [...present, ...withOwnSids(present, missing)] });
}

/** What a statement is called does not change what it says. */
function withoutSid(statement: Json): Json {
  if (!isObject(statement)) return statement;
  const { Sid: _sid, ...rest } = statement;
  return rest;
}

/** All inline policies together, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_INLINE = { role: 10_240, user: 2_048 } as const;

/** The quota that inline policies would be over with this one, in characters; null where they fit. */
export function tooLong(kind: 'role' | 'user' | 'root', others: readonly string[], text: string): number | null {
  const most = kind === 'user' ? MOST_INLINE.user : MOST_INLINE.role;
  return [...others, text].reduce((sum, one) => sum + one.replace(/\s/g, '').length, 0) > most ? most : null;
}
