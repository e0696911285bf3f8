import type { Dialect } from '../core/dialect.ts';

/** The guide's function, as its template calls it. */
export const GUIDE_FUNCTION = 'PoetryFunction';
/** The guide's stack and Region. */
export const GUIDE_STACK = 'kiroween';
export const GUIDE_REGION = 'ap-northeast-2';
/** The guide's model, which is taken for its function alone. */
export const GUIDE_MODEL = 'anthropic.claude-3-haiku-20240307-v1:0';

/** How the guide's application writes its log. */
export const POETRY: Dialect = {
  success: String.raw`\[Poetry\] Success\b`,
  failure: String.raw`\[Poetry\] Bedrock error:`,
  calling: String.raw`\[Poetry\] Invoking Bedrock model:\s*(\S+)`,
  expect: [
    String.raw`\[Poetry\] Request received`,
    String.raw`\[Poetry\] Generating - Persona: hamlet, Language: ko`,
    String.raw`\[Poetry\] Invoking Bedrock model: {model}`,
    String.raw`\[Poetry\] Success - Generated \d+ characters`,
  ],
  forbid: [String.raw`\[Poetry\] Bedrock error`],
};
/** A success line, whose count is that of the poem's characters. */
export const SUCCESS_LINE = '[Poetry] Success - Generated 5 characters';

/** Lines of its log as far as there is no text in them that somebody sent: whole lines; such that end in a model; what failures begin with. */
export const HARMLESS_LINES = {
  whole:
    /^\[Poetry\] (?:Request received|Generating - Persona: [A-Za-z]{1,20}, Language: [A-Za-z-]{1,8}|Success - Generated \d+ characters)$/,
  beforeModel: /^(\[Poetry\] Invoking Bedrock model: )(\S+)$/,
  beforeError: /^\[Poetry\] Bedrock error:/,
} as const;

/** The path of the guide's endpoint. */
export const GUIDE_PATH = '/api/poetry/generate';

/** The guide's request, as its curl sends it. */
export const guideBody = (model: string): string =>
  JSON.stringify({
    audioFeatures: { tempo: 120, energy: 0.8, mood: 'energetic', spectralCentroid: 2000, key: 'C' },
    persona: 'hamlet',
    language: 'ko',
    model,
  });

/** A request as API Gateway hands it to a function: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export const proxyEvent = (body: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({ httpMethod: 'POST', path: GUIDE_PATH, headers: { 'content-type': 'application/json' }, body }),
  );

/** What the guide's function puts where a poem belongs; undefined where its answer says no success. */
export const poemIn = (body: { readonly [key: string]: unknown } | null): unknown =>
  body?.['success'] === true ? (body['poetry'] ?? null) : undefined;

/** Whether a logical id or a physical name is that of the guide's function in any stack. */
export const isGuideFunction = (name: string): boolean =>
  /(?:^|[-:])PoetryFunction(?:-[A-Za-z0-9]+)?(?::[^:]*)?$/.test(name);

/** How a function's lines say what happened, as far as its name tells; null: as any application's. */
export const dialectOf = (functionName: string): Dialect | null => (isGuideFunction(functionName) ? POETRY : null);
