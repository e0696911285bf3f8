import { fault, text } from '../../operation.ts';
import { number, operation } from './group.ts';

/** AWS's largest page, and the default. */
const PAGE = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export const describeLogGroups = operation('DescribeLogGroups', (world, input, { region }) => {
  const prefix = text(input, 'logGroupNamePrefix');
  const pattern = text(input, 'logGroupNamePattern');
  if (prefix !== '' && pattern !== '') {
    return fault('InvalidParameterException', 400, 'A prefix and a pattern cannot both be given.');
  }
  const wanted = text(input, 'logGroupClass');
  const found = (region === world.region ? Object.values(world.logGroups) : [])
    .filter(({ name }) => name.startsWith(prefix) && name.toLowerCase().includes(pattern.toLowerCase()))
    .filter((group) => wanted === '' || group.class === wanted)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const from = Number(text(input, 'nextToken') || '0');
  const page = found.slice(from, from + number(input, 'limit', PAGE));
  const next = from + page.length;
  return {
    world,
    output: {
      logGroups: page.map((group) => {
        const arn = `arn:${world.partition}:logs:${world.region}:${world.account}:log-group:${group.name}`;
        return {
          logGroupName: group.name,
          creationTime: Math.floor(group.createdAt),
          metricFilterCount: 0,
          arn: `${arn}:*`,
          logGroupArn: arn,
          storedBytes: 0,
          logGroupClass: group.class,
        };
      }),
      ...(next < found.length ? { nextToken: String(next) } : {}),
    },
  };
});
