import type { Signature } from './signature.ts';

/**
 * A service that the diagnosis, the fix or Bedrock itself answers at, in the domain of any partition:
 * https://docs.aws.amazon.com/general/latest/gr/rande.html
 */
const HOST = String.raw`(?:vpce-[\w-]{1,60}\.)?(?:bedrock|bedrock-runtime|bedrock-mantle|bedrock-agent(?:core)?(?:-runtime|-control)?|sts|iam|cloudformation|lambda|logs|cloudtrail|organizations|servicequotas)(?:-fips)?\.(?:[a-z0-9-]+\.)?(?:vpce\.)?(?:amazonaws\.(?:com(?:\.cn)?|eu)|c2s\.ic\.gov|sc2s\.sgov\.gov|csp\.hci\.ic\.gov|cloud\.adc-e\.uk|api\.aws)`;

/** Region, network, stack, function and role. */
export const TARGET: readonly Signature[] = [
  {
    id: 'unreachable',
    needles: [
      'timeout error',
      'timeouterror',
      'connection attempts failed',
      'hostname/ip',
      'err_',
      ': eof',
      'etimedout',
      'econnre',
      'ehostunreach',
      'enetunreach',
      'socket hang up',
      'connection reset',
      'connection was ',
      'connection closed',
      'connection aborted',
      'dns error',
      'endpoint url',
      'proxy url',
      'enotfound',
      'eai_again',
      'inaccessible host',
      'no such host',
      'i/o timeout',
      'connection refused',
      'server misbehaving',
      'timed out',
      'not known',
      'failed to respond',
      'ssl validation',
      'tls handshake',
      'name resolution',
      'failed to resolve',
      'new connection',
      'max retries',
      'is unreachable',
      'client.timeout',
      'deadline exceeded',
      'http request',
      'request send failed',
      'unknownhost',
      'resolve host',
      'connect to',
      'connection to',
    ],
    pattern: new RegExp(
      [
        String.raw`(?:Could not connect to the endpoint URL|Connect timeout on endpoint URL|Read timeout on endpoint URL|Connection was closed before we received a valid response from endpoint URL|Failed to connect to proxy URL)\W{1,4}https?://${HOST}`,
        String.raw`(?:getaddrinfo|queryA{1,4}|getaddrinfow) (?:ENOTFOUND|EAI_AGAIN)\W{1,3}${HOST}`,
        String.raw`Inaccessible host: \W?${HOST}`,
        `(?:dial tcp|lookup)[^"]{0,40}? ${HOST}[^"]{0,80}?(?:no such host|i/o timeout|connection refused|server misbehaving)`,
        `timed out\\W[^"]{0,60}?connecting to https?://${HOST}`,
        // .NET, PHP
        String.raw`(?:Name or service not known|No such host is known|Connection refused|connected host has failed to respond|nodename nor servname provided, or not known)\W{1,3}\(${HOST}`,
        `timed out after \\d+ milliseconds[^"]{0,160}? for https?://${HOST}`,
        `SSL validation failed for https?://${HOST}`,
        `${HOST}(?:[^"]|"(?=:)){0,160}?(?:no such host|i/o timeout|TLS handshake timeout|Connection refused|Connect timed out|Read timed out|Connection timed out|Name or service not known|Temporary failure in name resolution|Failed to resolve|Failed to establish a new connection|Max retries exceeded|Network is unreachable|nodename nor servname provided|Client\\.Timeout exceeded|context deadline exceeded|(?<!odel has |Task )timed out\\b|E(?:TIMEDOUT|CONNRESET|CONNREFUSED|HOSTUNREACH|NETUNREACH)\\b|socket hang up|connection (?:was )?(?:reset|closed|aborted)\\b|Timeout Error\\b|dns error|: EOF\\b|ERR_(?:NAME|CONNECTION|TLS|CERT|SSL|INTERNET|NETWORK|TIMED)_\\w{1,30})`,
        // The same in the other order: what failed, then where to
        `(?:\\b(?:Connect ?)?Timeout ?Error\\b|(?<!odel has |Task )\\btimed out\\b|\\bdns error\\b|\\bsocket hang up\\b|\\bAll connection attempts failed\\b|\\bConnection (?:refused|reset|aborted|closed)\\b|\\bClient\\.Timeout exceeded\\b|\\bcontext deadline exceeded\\b|\\bunable to resolve host\\b|\\bHostname/IP does not match\\b|\\bERR_(?:NAME|CONNECTION|TLS|CERT|SSL|INTERNET|NETWORK|TIMED)_\\w{1,30}|\\bE(?:TIMEDOUT|CONNRESET|CONNREFUSED|HOSTUNREACH|NETUNREACH)\\b)(?:[^"]|"(?=https?:)){0,240}?\\b${HOST}`,
        // Go
        String.raw`request send failed\W{1,4}\w{3,7} \W?https?://${HOST}`,
        String.raw`(?:Unable to execute HTTP request|UnknownHostException|Could not resolve host(?:name)?|Failed to connect to|(?:Unable to|Cannot|Can't) connect to|Failed to open TCP connection to)\W[^"]{0,40}?${HOST}`,
      ].join('|'),
      'gi',
    ),
    cause: 'endpoint-unreachable',
    weight: 'firm',
    surroundings: 'none',
    samples: [
      'Could not connect to the endpoint URL: "https://bedrock-runtime.ap-northeast-9.amazonaws.com/"',
      'Error: getaddrinfo ENOTFOUND bedrock-runtime.ap-northeast-9.amazonaws.com',
    ],
  },
  {
    // OpenSSL's words, and those of Node, Python and Go: https://docs.openssl.org/master/man1/openssl-verification-options/
    id: 'certificate',
    needles: ['certificate', 'pkix path'],
    pattern:
      /\bself[- ]signed certificate in certificate chain|\bunable to (?:get local issuer|verify the first) certificate|\bcertificate verify failed|x509: certificate signed by unknown authority|PKIX path building failed|\binvalid peer certificate\b|\bInvalidCertificate\(\w{3,40}/gi,
    cause: 'endpoint-unreachable',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: [
      'AWS Bedrock: The pending stream has been canceled (caused by: self signed certificate in certificate chain)',
      'bedrock-runtime: dispatch failure: io error: invalid peer certificate: UnknownIssuer',
    ],
  },
  {
    // Of .NET the number of the error, of Windows or Linux, which no language changes:
    // https://learn.microsoft.com/en-us/windows/win32/winsock/windows-sockets-error-codes-2
    id: 'unreachable-system',
    needles: [
      'connect e',
      'read e',
      'socket hang up',
      'establish',
      'lookup address',
      'proxy url',
      'connecterror',
      'connection error',
      'execute http request',
      'webexception',
      'dispatch failure',
      'connect timeout',
      'httpclient.timeout',
      'java.net.',
      'connectorerror',
      'is the computer able',
      'nsurlerrordomain',
      'specified hostname',
      'socketexception (',
      'httptimeouterror',
      'maybetimeouterror',
    ],
    pattern:
      /\bconnect (?:ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH) \S+|\bread (?:ECONNRESET|ETIMEDOUT)\b|\bsocket hang up\b|failed to lookup address information|Failed to connect to proxy URL|\b(?:ConnectError|APIConnectionError): [^"]{0,80}?(?:Name or service not known|nodename nor servname provided|Temporary failure in name resolution|All connection attempts failed)|Socket timed out without establishing a connection|\bjava\.net\.(?:SocketTimeout|Connect|UnknownHost|NoRouteToHost|Socket)Exception\b|WebException with status (?:Timeout|ConnectFailure|NameResolutionFailure|SecureChannelFailure|TrustFailure)|dispatch failure: (?:timeout|io error)\b|HTTP connect timeout\b|\b(?:HttpTimeoutError \{ kind: "HTTP connect"|MaybeTimeoutError \{ kind: Connect\b)|\bSocketException \((?:1005[0-4]|1006[0145]|1100[1-4]|10[0-4]|11[0-3])\)|HttpClient\.Timeout of \d+ seconds elapsing|ConnectorError \{ kind: (?:Timeout|Io)\b|Unable to execute HTTP request: (?:Read timed out|Connect(?:ion)? (?:timed out|reset|refused)|Acquire operation took longer|Remote host terminated)|socket did not establish a connection with the server|\bUnable to connect\. Is the computer able to access the url|\bA server with the specified hostname could not be found|\bNSURLErrorDomain (?:Code=|error )-1(?:00[134569]|20[0-6])\b/g,
    cause: 'endpoint-unreachable',
    weight: 'firm',
    surroundings: 'bedrock',
    samples: ['[Poetry] Bedrock error: Error: connect ETIMEDOUT 203.0.113.7:443'],
  },
  {
    id: 'region-unsupported',
    needles: ['bedrock is not', 'bedrock service is not'],
    pattern:
      /(?:Amazon |AWS )?Bedrock (?:is|service is) not (?:currently )?(?:available|supported|offered) in (?:the |this |your )?(?:AWS )?(?:region )?(?:\(?[a-z]{2,4}(?:-[a-z]+)+-\d\)?|region)/gi,
    cause: 'region-unsupported',
    weight: 'firm',
    surroundings: 'none',
    samples: ['UnknownOperationException: Amazon Bedrock is not available in ap-northeast-9'],
  },
  {
    id: 'stack-missing',
    needles: ['does not exist'],
    pattern:
      /Stack with id \S+ does not exist|Stack \[[\w-]{1,128}\] does not exist|The input stack \S+ does not exist on Cloudformation|(?<=\b(?:DescribeStacks|ListStackResources|DescribeStackResources?|GetTemplate) operation: )Stack\W{1,3}[\w-]+\W{1,3}does not exist/gi,
    cause: 'stack-not-found',
    weight: 'firm',
    surroundings: 'none',
    samples: ['ValidationError: Stack with id kiroween does not exist'],
  },
  {
    id: 'stack-state',
    needles: [
      'can not be updated',
      'cannot be updated',
      'create/update the stack',
      'waiter stack',
      'stackstatus',
      'the stack named',
      'following resource(s) failed',
      'unexpected state',
    ],
    pattern:
      /\bis in (?:CREATE_FAILED|ROLLBACK_COMPLETE|ROLLBACK_FAILED|UPDATE_ROLLBACK_FAILED|DELETE_FAILED|\w+_IN_PROGRESS) state and can ?not be updated|Failed to create\/update the stack: [\w-]+|Waiter Stack(?:Create|Update)Complete failed|The following resource\(s\) failed to (?:create|update|delete): \[|unexpected state '(?:CREATE_FAILED|DELETE_FAILED|\w*ROLLBACK_\w+)'|The stack named \S+ failed (?:creation|to deploy)|StackStatus"?: ?"(?:CREATE_FAILED|ROLLBACK_\w+|UPDATE_ROLLBACK_FAILED|DELETE_FAILED)"/g,
    cause: 'stack-unhealthy',
    weight: 'faint',
    surroundings: 'none',
    samples: [
      'ValidationError: Stack:arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/6f7a1c30 is in ROLLBACK_COMPLETE state and can not be updated.',
    ],
  },
  {
    id: 'function-missing',
    needles: ['function not found: arn'],
    pattern: /Function not found: arn:aws[\w-]*:lambda:\S+/gi,
    cause: 'function-not-found',
    weight: 'firm',
    surroundings: 'none',
    samples: ['Function not found: arn:aws:lambda:ap-northeast-2:123456789012:function:PoetryFunction'],
  },
  {
    id: 'role-missing',
    needles: ['the role with name'],
    pattern: /The role with name \S+ cannot be found(?! in )/gi,
    cause: 'role-not-found',
    weight: 'firm',
    surroundings: 'none',
    samples: ['NoSuchEntity: The role with name PoetryFunctionRole cannot be found.'],
  },
];
