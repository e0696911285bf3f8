/**
 * The guide's application as the rest of the program knows it: a Lambda function that writes poems ("How to Fix Bedrock Access
 * Issue"). Another application that is known from the start would be another file beside it.
 */
export {
  dialectOf,
  GUIDE_FUNCTION,
  GUIDE_MODEL,
  GUIDE_PATH,
  GUIDE_REGION,
  GUIDE_STACK,
  guideBody,
  HARMLESS_LINES,
  isGuideFunction,
  POETRY as GUIDE_DIALECT,
  poemIn,
  proxyEvent,
  SUCCESS_LINE,
} from './poetry.ts';
