/** The tool's version; a test holds it to package.json. */
export const VERSION = '0.1.0';

/** Written in by the build. */
declare const __SDK_VERSION__: string | undefined;
/** The version of the AWS SDK that is bundled. */
export const SDK_VERSION = typeof __SDK_VERSION__ === 'string' ? __SDK_VERSION__ : 'not built';
