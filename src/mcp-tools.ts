export { toolboxFor } from './commands/mcp/toolbox.ts';
