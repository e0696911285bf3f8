import { readFileSync } from 'node:fs';

const read = (folder) => JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));

/** 'node_modules/a/node_modules/@b/c/d.js' → 'node_modules/a/node_modules/@b/c'; null for a file of our own. */
const folderOf = (file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;

/** Package URLs: https://github.com/package-url/purl-spec/blob/main/types-doc/npm-definition.md */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`;

const componentOf = (folder) => {
  const about = read(folder);
  return {
    type: 'library',
    'bom-ref': purlOf(about),
    name: about.name,
    version: about.version,
    licenses: [{ license: { id: about.license } }],
    purl: purlOf(about),
    evidence: { occurrences: [{ location: folder }] },
  };
};

/**
 * What was really bundled, as a bill of materials: https://cyclonedx.org/docs/1.6/json/. It carries no time and no serial
 * number, so that the same sources give the same file.
 */
export const sbomOf = (files) => {
  const about = read('.');
  const folders = [...new Set([...files].map(folderOf).filter((folder) => folder !== null))].sort();
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': purlOf(about),
        name: about.name,
        version: about.version,
        licenses: [{ license: { id: about.license } }],
        purl: purlOf(about),
      },
    },
    components: folders.map(componentOf),
  };
};
