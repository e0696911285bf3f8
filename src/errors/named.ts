/** How a message begins: code and prose go on otherwise behind a colon. */
const MESSAGE = '["\'(A-Z0-9\\[{]|the |model |null \\(Service';
/**
 * An error's name where it is an error, not a word of code or prose: followed by its message, as the value of a JSON
 * key, or in the frames of SDKs. `names` is a pattern of names: 'Throttling(?:Exception)?'. Global, keeps case.
 */
export const errorNamed = (names: string, message = MESSAGE): RegExp =>
  new RegExp(
    [
      // Name: Message, Name - Message, in French Name : Message; but not `except Name: sleep()`, `case "Name":`, `? Name : Other`
      `(?<!(?:except|catch|case|rescue|import|extends|instanceof|throws|Throws|Raises|class|interface|struct)\\b[^;{]{0,80}|\\? )\\b(?:${names})(?:(?: ?: |\uff1a)(?=${message})| - (?=["'A-Z]))`,
      // An error occurred (Name) when calling
      `error occurred \\((?:${names})\\)`,
      // Aws::BedrockRuntime::Errors::Name
      `::Errors::(?:${names})(?=\\)| \\(|: )`,
      // {"__type":"com.amazon#Name"}, "errorCode":"Name", 'Code': 'Name', name: 'Name'; but no class or model of an SDK
      `["']?(?::exception-type|__type|name|error|errorCode|errorType|error_code|code|Code|type|errorName)["']? ?[:=] ?["'](?:[\\w.]*[#.])?(?:${names})(?::[^"']*)?["'](?!;|, ?\\$fault|, ?"httpStatusCode"| ?(?:AND\\b|OR\\b|&&|\\|\\|))`,
      // Lambda's JSON logs and Node's objects: Name {
      `(?<!class )\\b(?:${names}) \\[?\\{`,
      // x-amzn-ErrorType: Name
      `[Xx]-[Aa]mzn-[Ee]rror[Tt]ype["']? ?: ?["']?(?:${names})`,
    ].join('|'),
    'g',
  );
