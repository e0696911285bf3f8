import { CAUSE_IDS, CAUSES, isCauseId } from '../../causes/catalogue.ts';
import { causePage } from '../../engine/explain/page.ts';
import { NO_RESOURCE, ProtocolError } from '../../mcp/protocol.ts';
import type { ResourceEntry, Toolbox } from '../../mcp/toolbox.ts';
import { pageText } from '../../reporters/page.ts';
import { STYLE } from './quiet-run.ts';

const PREFIX = 'bedrock-doctor://causes/';
const MIME = 'text/plain';

/** A page for every cause. */
export const RESOURCES: readonly ResourceEntry[] = CAUSE_IDS.map((id) => ({
  uri: `${PREFIX}${id}`,
  name: id,
  title: CAUSES[id].title,
  description: `What ${id} is, how AWS words it, who fixes it and how`,
  mimeType: MIME,
}));

/** https://modelcontextprotocol.io/specification/2025-11-25/server/resources#resource-templates */
export const TEMPLATES = [
  {
    uriTemplate: `${PREFIX}{cause}`,
    name: 'cause',
    title: 'A cause of refused Bedrock calls',
    description: 'What a cause is, how AWS words it, who fixes it and how; ids as rootCause.cause has them',
    mimeType: MIME,
  },
];

/** The page of a cause. Throws a `ProtocolError` where there is none. */
export const readResource: Toolbox['read'] = (uri) => {
  const id = uri.startsWith(PREFIX) ? uri.slice(PREFIX.length) : '';
  if (!isCauseId(id))
    throw new ProtocolError(NO_RESOURCE, `There is no resource ${JSON.stringify(uri.slice(0, 200))}.`);
  return { uri, mimeType: MIME, text: pageText(causePage(id), STYLE) };
};
