import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { profileShape } from './profile.ts';

/** AWS's largest page, and what the sandbox gives when none is asked for. */
const PAGE = 1_000;

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListInferenceProfiles.html */
export const listInferenceProfiles = operation('ListInferenceProfiles', (world, input, { region }) => {
  // The member is typeEquals; on the wire it is called type.
  const wanted = text(input, 'type') || text(input, 'typeEquals') || 'SYSTEM_DEFINED';
  const size = Number(text(input, 'maxResults') || PAGE);
  const from = Number(text(input, 'nextToken') || '0');
  if (!Number.isInteger(from)) return fault('ValidationException', 400, 'The provided nextToken is invalid.');
  const found = world.bedrock.profiles.filter(({ regions, type }) => regions.includes(region) && type === wanted);
  const page = found.slice(from, from + size);
  const next = from + page.length;
  return {
    world,
    output: {
      inferenceProfileSummaries: page.map((profile) => profileShape(world, profile, region)),
      ...(next < found.length ? { nextToken: String(next) } : {}),
    },
  };
});
