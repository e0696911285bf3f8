// Prints what the CHANGELOG says of a version, for the release page: node scripts/release-notes.mjs [VERSION]
import { readFileSync } from 'node:fs';

const version = process.argv[2] ?? JSON.parse(readFileSync('package.json', 'utf8')).version;
const sections = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m).slice(1);
const found = sections.find((section) => section.split(/[\s(]/, 1)[0] === version);
if (found === undefined) {
  console.error(`CHANGELOG.md has no section for ${version}; add "## ${version}" before a release.`);
  process.exit(2);
}
console.log(found.slice(found.indexOf('\n')).trim());
