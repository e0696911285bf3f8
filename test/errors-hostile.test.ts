import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLAIN } from '../src/applications/dialect.ts';
import { openDialect } from '../src/applications/open-dialect.ts';
import { normalize } from '../src/errors/normalize.ts';
import { readError, recognize } from '../src/errors/recognize.ts';
import { openScanner } from '../src/errors/scan.ts';
import { collectEvidence } from '../src/evidence/evidence.ts';
import { type Answer, answersOf, CLIENTS, FRAMES, RUNTIME, SAID } from './error-frames.ts';
import { runs } from './seed.ts';

const json = JSON.stringify;
const TRANSIENT = new Set(['throttled', 'service-unavailable', 'model-timeout', 'model-error', 'model-not-ready']);
const runtimeFrames = { ...FRAMES, ...CLIENTS };

/** An answer in a frame, with the cause that it shows. */
interface Case {
  readonly cause: string;
  readonly frame: string;
  readonly text: string;
}
const requestId = fc.uuid({ version: 4 });
const cases = (fits: (cause: string) => boolean): fc.Arbitrary<Case> =>
  fc
    .tuple(
      fc.constantFrom(...Object.entries(SAID).filter(([cause, { service }]) => fits(cause) && service === undefined)),
      fc.constantFrom(...Object.entries(runtimeFrames)),
      fc.nat(),
      requestId,
    )
    .filter(([[cause], [name]]) => cause !== 'model-error' || !/LiteLLM/.test(name))
    .map(([[cause, told], [frame, write], which, id]) => {
      const answers = answersOf(told, id);
      const answer = answers[which % answers.length] as Answer;
      return { cause, frame, text: write(answer) };
    });

const wrapAt = (width: number, text: string): string =>
  text
    .split('\n')
    .map((line) => {
      const rows: string[] = [];
      let row = '';
      for (const word of line.split(' ')) {
        if (row !== '' && row.length + word.length >= width) {
          rows.push(row);
          row = word;
        } else row = row === '' ? word : `${row} ${word}`;
      }
      return [...rows, row].join('\n');
    })
    .join('\n');
const cutAt = (width: number, text: string): string =>
  text
    .split('\n')
    .flatMap((line) => line.match(new RegExp(`.{1,${width}}`, 'g')) ?? [''])
    .join('\n');

/** What happens to a text on its way to us. */
const NOISE: Readonly<Record<string, (text: string) => string>> = {
  nothing: (text) => text,
  'JSON in a string': (text) => json({ message: text }),
  'JSON in JSON in a string': (text) => json({ body: json({ error: json({ cause: text }) }) }),
  'HTML entities': (text) =>
    `<td>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</td>`,
  'percent-encoding': (text) => `https://example.test/?q=bedrock%20error%20in%20log&body=${encodeURIComponent(text)}`,
  colors: (text) => `\u001b[1;31m${text.replace(/(\w+Exception)/g, '\u001b[33m$1\u001b[0m')}\u001b[39m`,
  'colors spelt out': (text) => text.replace(/(\w+Exception)/g, '\\u001b[33m$1\\u001b[0m'),
  'a terminal of 100 columns, words kept': (text) => wrapAt(100, text),
  'a terminal of 90 columns, words cut': (text) => cutAt(90, text),
  'curly quotes': (text) => text.replaceAll("'", '\u2019').replace(/"([^"\n]*)"/g, '\u201c$1\u201d'),
  'a quoted mail': (text) => text.replace(/^/gm, '> '),
  'a comment': (text) => text.replace(/^/gm, '# '),
  'a list': (text) => text.replace(/^/gm, '* '),
  'code marks': (text) => `\`\`\`\n${text}\n\`\`\``,
  CSV: (text) => `2026-11-01,"${text.replaceAll('"', '""')}",x`,
  CRLF: (text) => text.replaceAll('\n', '\r\n'),
  'a log prefix': (text) => `2026-11-01 10:00:00,123 | ERROR | app.main:42 | ${text}`,
  Kubernetes: (text) => text.replace(/^/gm, '2026-11-01T10:00:00.123456789Z stderr F '),
  'a success behind it': (text) => `${text}\n[Poetry] Success - Generated 120 characters\n`,
  YAML: (text) => `error: '${text.replaceAll("'", "''").replaceAll('\n', '\n\n  ')}'`,
};
/** How people in a dozen languages put an error into their words. */
const LOCALES: readonly ((text: string) => string)[] = [
  (text) => `Bedrock 호출 시 다음 오류가 발생합니다.\n${text}\n어떻게 해결하나요?`,
  (text) => `Bedrock を呼び出すと次のエラーが出ます。\n${text}\n原因は何でしょうか。`,
  (text) => `调用 Bedrock 时报错:\n${text}\n请问怎么解决?`,
  (text) => `Beim Aufruf von Bedrock kommt folgender Fehler:\n${text}\nWoran liegt das?`,
  (text) => `Erreur lors de l’appel à Bedrock :\n${text}\nUne idée ?`,
  (text) => `Error al llamar a Bedrock:\n${text}\n¿Alguna idea?`,
  (text) => `Erro ao chamar o Bedrock:\n${text}\nAlguém sabe?`,
  (text) => `Errore durante la chiamata a Bedrock:\n${text}\nIdee?`,
  (text) => `Ошибка при вызове Bedrock:\n${text}\nЧто делать?`,
  (text) => `Bedrock çağrılırken hata:\n${text}\nFikri olan var mı?`,
  (text) => `Lỗi khi gọi Bedrock:\n${text}\nAi biết không?`,
  (text) => `خطأ عند استدعاء Bedrock:\n${text}\nما الحل؟`,
  (text) => `Bedrock को कॉल करते समय त्रुटि:\n${text}\nक्या करें?`,
];
const noise = fc.constantFrom(...Object.entries(NOISE));
const locale = fc.constantFrom(...LOCALES);
const settings = { numRuns: runs(1_500) };

test('an error means the same whatever happened to its text on the way', () => {
  fc.assert(
    fc.property(
      cases(() => true),
      noise,
      ({ cause, text }, [, change]) => {
        expect(recognize(change(text))?.cause).toBe(cause);
      },
    ),
    settings,
  );
});

test.each([1, 2, 3, 4])('a line that ends in JSON ends in JSON in JSON, too: %i layers', (layers) => {
  let text = 'one\ntwo\tthree';
  for (let layer = 0; layer < layers; layer += 1) text = json({ body: text });
  expect(normalize(text)).toContain('one two three');
});

test('nor does it matter in which language it was asked about', () => {
  fc.assert(
    fc.property(
      cases(() => true),
      locale,
      ({ cause, text }, change) => {
        expect(recognize(change(text))?.cause).toBe(cause);
      },
    ),
    settings,
  );
});

test('of two errors with requests of their own the last decides, and a transient one yields', () => {
  fc.assert(
    fc.property(
      // A failing model is told by a status alone in some frames: nothing shows that it is not the first error's.
      cases((cause) => cause !== 'model-error'),
      cases((cause) => cause !== 'model-error'),
      fc.constantFrom('\n', '\n\n', '\nretrying …\n'),
      (one, other, between) => {
        const firm = [one, other].filter(({ cause }) => !TRANSIENT.has(cause));
        const decides = firm.at(-1) ?? other;
        expect(recognize(`${one.text}${between}${other.text}`)?.cause).toBe(decides.cause);
      },
    ),
    settings,
  );
});

const WORDS = fc.stringMatching(/^[A-Z][a-z]{2,9}( [a-z]{2,9}){2,8}$/).map((words) => `${words} qzx`);
const EXCEPTION_SAYS: readonly (readonly [string, number, string | null])[] = [
  ['ValidationException', 400, 'request-invalid'],
  ['ThrottlingException', 429, 'throttled'],
  ['ServiceUnavailableException', 503, 'service-unavailable'],
  ['InternalServerException', 500, 'service-unavailable'],
  ['ModelTimeoutException', 408, 'model-timeout'],
  ['ModelErrorException', 424, 'model-error'],
  ['ModelNotReadyException', 429, 'model-not-ready'],
  ['ServiceQuotaExceededException', 400, 'service-quota-exceeded'],
  ['ResourceNotFoundException', 404, 'model-id-invalid'],
  ['ExpiredTokenException', 403, 'credentials-expired'],
  ['AccessDeniedException', 403, null],
];
test('where the words are new the exception decides, in every frame of an SDK; of a denial nothing does', () => {
  fc.assert(
    fc.property(
      WORDS,
      fc.constantFrom(...EXCEPTION_SAYS),
      fc.constantFrom(...Object.entries(FRAMES)),
      fc.constantFrom('Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream'),
      requestId,
      (words, [exception, status, cause], [, frame], operation, id) => {
        const text = frame({ service: RUNTIME, operation, exception, status, words, requestId: id });
        const { recognition, unlisted } = readError(text);
        expect(recognition?.cause ?? null, text).toBe(cause);
        if (cause === null) expect(unlisted, text).toMatchObject({ of: 'bedrock', denial: true });
      },
    ),
    settings,
  );
});

const OTHERS = [
  'dynamodb:PutItem',
  's3:GetObject',
  'aoss:APIAccessAll',
  'ssm:GetParameters',
  'sqs:SendMessage',
  'ecr:BatchGetImage',
  'secretsmanager:GetSecretValue',
  'aws-external-anthropic:CreateInference',
  'sagemaker:InvokeEndpoint',
  'textract:DetectDocumentText',
  'execute-api:Invoke',
  'comprehend:DetectSentiment',
];
const LAYERS = [
  'because no identity-based policy allows the action',
  'with an explicit deny in a service control policy',
  'because no VPC endpoint policy allows the action',
  'with an explicit deny in a resource control policy',
  'because no permissions boundary allows the action',
  '',
];
test('a denial of another service is no cause, in whatever frame, whatever layer it names', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...OTHERS),
      fc.constantFrom(...LAYERS),
      fc.constantFrom(...Object.entries(FRAMES).filter(([name]) => name !== 'a JSON log')),
      requestId,
      (action, layer, [, frame], id) => {
        const [service = '', operation = ''] = action.split(':');
        const name = service.replace(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
        const text = frame({
          service: { go: name, java: name, host: service },
          operation,
          exception: 'AccessDeniedException',
          status: 403,
          words: `User: arn:aws:sts::123456789012:assumed-role/bedrock-app/fn is not authorized to perform: ${action} on resource: * ${layer}`,
          requestId: id,
        });
        expect(recognize(text)?.cause ?? null, text).toBeNull();
      },
    ),
    settings,
  );
});

const CAUSES_OF_DENIAL =
  /^(?:denied-|invoke-|action-|operator-|model-access|model-gated|account-|operation-|guardrail-|kms-|marketplace-|payment|use-case)/;
test('408, 424, 429, 5xx and 529 are never a denial', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(408, 424, 429, 500, 502, 503, 504, 529),
      WORDS,
      fc.constantFrom<(status: number, words: string) => string>(
        (s, w) =>
          `operation error Bedrock Runtime: Converse, https response error StatusCode: ${s}, RequestID: 1, api error UnknownError: ${w}`,
        (s, w) =>
          `litellm.APIError: BedrockException - ${w} Client error '${s} x' for url 'https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse'`,
        (s, w) =>
          `POST https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse\nHTTP/1.1 ${s} x\n\n${json({ message: w })}`,
        (s, w) =>
          `AI_APICallError: ${w}\n url: 'https://bedrock-runtime.us-east-1.amazonaws.com/model/x/converse', statusCode: ${s}`,
        (s, w) => `API Error (us.anthropic.claude-sonnet-5 on Bedrock): ${s} ${w}`,
        (s) => `An error occurred (${s}) when calling the Converse operation (reached max retries: 4): Access denied`,
      ),
      (status, words, frame) => {
        const { recognition, unlisted } = readError(frame(status, words));
        expect(recognition?.cause ?? '').not.toMatch(CAUSES_OF_DENIAL);
        expect(unlisted?.denial ?? false).toBe(false);
      },
    ),
    settings,
  );
});

test('a log says of its lines what the reader says of each, wherever the log is cut', () => {
  fc.assert(
    fc.property(
      cases(() => true).filter(({ text }) => !text.includes('\n')),
      fc.array(fc.constantFrom('INFO request served', 'GET /health 200', '{"level":"info","msg":"ok"}', ''), {
        minLength: 15,
        maxLength: 40,
      }),
      fc.nat(),
      ({ cause, text }, lines, cut) => {
        const log = [...lines, `2026-11-01T10:00:00.000Z ERROR ${text}`, ...lines].join('\n');
        const scanner = openScanner();
        const at = cut % log.length;
        scanner.add(log.slice(0, at));
        scanner.add(log.slice(at));
        expect(scanner.end().decides?.cause).toBe(cause);
      },
    ),
    { ...settings, numRuns: runs(500) },
  );
});

/** How an event of CloudWatch Logs holds what a function wrote at error level. */
const EVENTS: Readonly<Record<string, (text: string, id: string) => string>> = {
  'Node’s text format': (text, id) => `2026-11-01T10:00:00.000Z\t${id}\tERROR\t${text}\n`,
  'Lambda’s JSON format': (text, id) =>
    json({ timestamp: '2026-11-01T10:00:00.000Z', level: 'ERROR', requestId: id, message: text }),
  'Python’s logger': (text, id) => `[ERROR]\t2026-11-01T10:00:00.000Z\t${id}\t${text}\n`,
  Powertools: (text, id) =>
    json({ level: 'ERROR', location: 'handler:12', message: text, service: 'chat', function_request_id: id }),
};
const WHO = { name: 'app', arn: 'arn:aws:iam::123456789012:role/app' };
const ANY = await openDialect(PLAIN);
const evidenceOf = (message: string) =>
  collectEvidence(
    {
      log: { group: '/aws/lambda/fn', exists: true, cut: false, lines: [{ at: 1, stream: 's', message }] },
      history: null,
      answered: null,
    },
    ANY,
    WHO,
  ).observations;

test('what the log of a function shows is what explain says of it', () => {
  fc.assert(
    fc.property(
      cases(() => true),
      fc.constantFrom(...Object.values(EVENTS)),
      requestId,
      ({ cause, text }, event, id) => {
        const observed = evidenceOf(event(text, id));
        expect(observed.map((one) => one.cause)).toEqual([cause]);
      },
    ),
    settings,
  );
});

test('an error of Bedrock whose words are new is never silence', () => {
  fc.assert(
    fc.property(
      WORDS,
      fc.constantFrom(...EXCEPTION_SAYS),
      fc.constantFrom(...Object.values(FRAMES)),
      fc.constantFrom(...Object.values(EVENTS)),
      requestId,
      (words, [exception, status, cause], frame, event, id) => {
        const text = frame({ service: RUNTIME, operation: 'Converse', exception, status, words, requestId: id });
        expect(
          evidenceOf(event(text, id)).map((one) => one.cause),
          text,
        ).toEqual([cause ?? 'unknown']);
      },
    ),
    settings,
  );
});
