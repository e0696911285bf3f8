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
    String.raw`\[Poetry\] Invoking Bedrock model: `,
    String.raw`\[Poetry\] Success - Generated \d+ characters`,
  ],
  forbid: [String.raw`\[Poetry\] Bedrock error`],
};

/** The path of the guide's endpoint. */
export const GUIDE_PATH = '/api/poetry/generate';

/** Whether a logical id or a physical name is that of the guide's function in any stack. */
export const isGuideFunction = (name: string): boolean =>
  /(?:^|[-:])PoetryFunction(?:-[A-Za-z0-9]+)?(?::[^:]*)?$/.test(name);

/** How a function's lines say what happened, as far as its name tells; null: as any application's. */
export const dialectOf = (functionName: string): Dialect | null => (isGuideFunction(functionName) ? POETRY : null);
