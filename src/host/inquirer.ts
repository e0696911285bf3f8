// Only what is asked with: the whole of the library would be a third of the package.
export { confirm, input, select } from '@inquirer/prompts';
export { wrapAnsi } from 'fast-wrap-ansi';
