import { randomBytes } from 'node:crypto';
import { COMMANDS } from '../../cli/commands.ts';
import { UsageError } from '../../core/usage-error.ts';
import { ended } from '../../ended.ts';
import { CODES, ProtocolError } from '../../mcp/protocol.ts';
import type { Toolbox, ToolEntry, ToolResult } from '../../mcp/toolbox.ts';
import type { Flags } from '../../options/resolve.ts';
import { flagsOf, inputSchemaOf, openOptions } from './arguments.ts';
import type { Fixed } from './fixed.ts';
import { boundedDocument, cutText, fencedText } from './foreign.ts';
import { PROMPT_ENTRIES, promptFor } from './prompts.ts';
import { RESOURCES, readResource, TEMPLATES } from './resources.ts';
import type { OptionsOf, Tool } from './tool.ts';
import { inToolWords } from './tool-words.ts';
import { callers } from './tools/callers.ts';
import { diagnose } from './tools/diagnose.ts';
import { explain } from './tools/explain.ts';
import { models } from './tools/models.ts';
import { permissions } from './tools/permissions.ts';
import { planFix } from './tools/plan-fix.ts';

const optionsOf: OptionsOf = (command) => {
  const found = COMMANDS.find(({ name }) => name === command);
  if (!found) throw new Error(`there is no command ${command}`);
  return found.options;
};

/** Every tool. */
const TOOLS: readonly Tool[] = [diagnose, callers, explain, permissions, models, planFix].map((make) =>
  make(optionsOf),
);

/** A schema as a tool declares it. Its dialect is the protocol's own, which clients take for granted. */
const declared = (schema: object): object =>
  Object.fromEntries(Object.entries(schema).filter(([name]) => name !== '$schema'));

const entryOf = (tool: Tool, fixed: Fixed): ToolEntry => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: inputSchemaOf(tool, fixed),
  outputSchema: declared(tool.schema),
  annotations: {
    title: tool.title,
    readOnlyHint: true,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: tool.asksAws,
  },
});

/** Longest sentence of an error, in letters. */
const MOST_OF_ERROR = 2_000;

/** What ended a call, in one sentence. `spoken`: puts the command line's words into the tool's. */
function failure(error: unknown, spoken: (sentence: string) => string = (sentence) => sentence): ToolResult {
  let said = '';
  if (error instanceof UsageError) said = error.message;
  else
    ended(error, (words) => {
      said += words;
    });
  return { content: [{ type: 'text', text: cutText(spoken(said.trim()), MOST_OF_ERROR) }], isError: true };
}

/** What a client can ask for, of a server that was started with these options. */
export const toolboxFor = (fixed: Fixed): Toolbox => ({
  tools: TOOLS.map((tool) => entryOf(tool, fixed)),
  call: async (name, given, calling) => {
    const tool = TOOLS.find((one) => one.name === name);
    if (!tool) throw new ProtocolError(CODES.params, `There is no tool ${JSON.stringify(name.slice(0, 100))}.`);
    let flags: Flags;
    try {
      flags = flagsOf(tool, fixed, given);
    } catch (error) {
      return failure(error);
    }
    try {
      const own = Object.fromEntries(Object.keys(tool.own).map((key) => [key, given[key]]));
      const { document, text } = await tool.run(flags, own, calling);
      return {
        content: [{ type: 'text', text: fencedText(text, randomBytes(6).toString('hex')) }],
        structuredContent: boundedDocument(document),
      };
    } catch (error) {
      return failure(error, (sentence) => inToolWords(sentence, openOptions(tool, fixed), fixed));
    }
  },
  resources: RESOURCES,
  templates: TEMPLATES,
  read: readResource,
  prompts: PROMPT_ENTRIES,
  prompt: promptFor,
});
