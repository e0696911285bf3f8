// Before a deploy: ask why the function would be denied, and say it in one line.
//   node examples/diagnose.mjs [STACK]
import { diagnose } from 'bedrock-doctor';

const stack = process.argv[2];
const { verdict, rootCause, remedies, target, apiCalls } = await diagnose(stack === undefined ? {} : { stack });

console.log(`${target.function?.value ?? 'the function'}: ${verdict}, after ${apiCalls} calls to AWS`);
if (rootCause !== null) {
  console.log(`${rootCause.cause} (${rootCause.basis}): ${rootCause.title}`);
  for (const { title, command } of remedies) console.log(`  ${title}${command === null ? '' : `: ${command}`}`);
}
process.exitCode = verdict === 'healthy' ? 0 : 1;
