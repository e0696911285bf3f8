import { describe, expect, test } from 'vitest';
import { programLines } from '../src/errors/program.ts';
import { recognize } from '../src/errors/recognize.ts';

// A listing of a program holds errors in its literals that happened to nobody; what a program printed did happen.

const SAID = 'ThrottlingException: Too many tokens, please wait before trying again.';

/** Programs, as people paste them; each holds AWS's words. */
const PROGRAMS: Readonly<Record<string, string>> = {
  'Go, a table of cases': `{
  name: "busy",
  berr: &schemas.GatewayError{
    StatusCode: num(429),
    Message: "${SAID}",
  },
},`,
  'Go, a server that answers': `func TestBusy(t *testing.T) {
  srv := httptest.NewServer(handler(func(w http.ResponseWriter) {
    _, _ = w.Write([]byte(\`{"message":"${SAID}"}\`))
  }))
}`,
  'Rust, a test': `#[test]
fn waits() {
    let rendered = describe(
        Some("${SAID}"),
    );
    assert!(rendered.contains("wait"));
}`,
  'Swift, a client that refuses': `public func converse(input: ConverseInput) async throws -> ConverseOutput {
  guard let model = input.model else {
    throw Busy(message: "${SAID}")
  }
}`,
  'Gleam, an assertion': `pub fn waits_test() {
  assert retry.is_throttle(
    "${SAID}",
  )
}`,
  'C#, a fact': `[Fact]
public void Waits()
{
    Assert.True(Retry.Waits(
        "${SAID}"));
}`,
  'TypeScript, an arm of a map': `const say = (code: number) => {
  switch (code) {
    case 429:
      return "${SAID}";
  }
};`,
  'Python, a stub': `def converse(**_):
    if busy:
        raise Busy("${SAID}")
    return answer`,
  'Java, a mock': `@Test
void waits() {
  when(client.converse(any())).thenThrow(
      new Busy("${SAID}"));
}`,
  'a listing in Markdown': `Our stub:

\`\`\`kotlin
fun converse(input: Input): Output {
    throw Busy(
        "${SAID}",
    )
}
\`\`\`
`,
};

/** What programs printed, with code around it or things that look like code. */
const PRINTED: Readonly<Record<string, string>> = {
  'Python’s traceback': `Traceback (most recent call last):
  File "app.py", line 3, in ask
    response = client.converse(
    raise error_class(parsed_response, operation_name)
botocore.errorfactory.ThrottlingException: An error occurred (ThrottlingException) when calling the Converse operation: ${SAID.slice(21)}`,
  'Node’s object': `{
  name: 'ThrottlingException',
  '$fault': 'client',
  message: '${SAID.slice(21)}',
  '$metadata': { httpStatusCode: 429, attempts: 3 }
}`,
  'an answer’s body': `{
  "service": "bedrock",
  "message": "${SAID}"
}`,
  'a listing, and what it printed': `\`\`\`js
  const answer = await ask();
console.log(answer);
\`\`\`
prints
bedrock ${SAID}`,
  'a session of a shell': `$ cat ask.py
def ask():
    return client.converse()
$ python ask.py
bedrock: ${SAID}`,
  'a log of a program': `2026-11-27T10:00:00Z ERROR func=ask let=1 bedrock: ${SAID}
2026-11-27T10:00:01Z INFO retry() {
2026-11-27T10:00:02Z INFO }`,
  'a stack of Java': `bedrock.AskFailed: it failed
	at app.Ask.run(Ask.java:12)
	at app.Main.main(Main.java:3)
Caused by: ${SAID}`,
};

describe('a listing of a program', () => {
  test.each(Object.entries(PROGRAMS))('%s: its literals happened to nobody', (_name, text) => {
    const lines = text.split('\n');
    const own = programLines(lines);
    expect([...own].some((index) => lines[index]?.includes(SAID))).toBe(true);
    expect(recognize(text)).toBeNull();
  });
  test.each(Object.entries(PRINTED))('%s: it happened', (_name, text) => {
    expect(recognize(text)?.cause).toBe('throttled');
  });
});

test('what a program imports is kept: it tells whose error it meets', () => {
  const lines = ['import { BedrockRuntimeClient } from "x";', 'const a = b();', 'const c = d();'];
  expect([...programLines(lines)]).toEqual([1, 2]);
});

test.each([
  ['two lines', 'const a = b();\nconst c = "x";'],
  ['nothing that only a program has', 'a(b)\nc(d)\ne(f)'],
  ['mostly prose', 'const a = b();\nWe call it so.\nAnd then so.\nIt waits.'],
])('%s are no listing', (_what, text) => {
  expect(programLines(text.split('\n')).size).toBe(0);
});
