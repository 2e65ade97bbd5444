/** One address of the project, in package.json; what other files repeat of it. */
import {existsSync} from 'node:fs';
import {addressAt, addressOf, filesOfRepository, withAddress} from '../../tools/address';
import {packageFile, pathTo, readText} from './repository';

const address = addressOf(packageFile);
const NAME = address.repository.split('/').at(-1)!;
const OTHER = addressAt('https://github.com/Contoso/licences');

const files = filesOfRepository(pathTo('.')).filter((file) => existsSync(pathTo(file)));
const texts = files.map((file) => ({file, text: readText(file)}));

/** Where a text names the project on one of the hosts, with the owner that it says. */
const MENTIONS = [
  {pattern: new RegExp(`https?://(?:www\\.)?github\\.com/[\\w.-]+/${NAME}`, 'g'), is: 'repository'},
  {pattern: new RegExp(`https?://[\\w.-]+\\.github\\.io/${NAME}`, 'g'), is: 'site'},
  {pattern: new RegExp(`\\b(?:ghcr|docker)\\.io/[\\w.-]+/${NAME}`, 'g'), is: 'image'},
] as const;

test('the fields of package.json name one repository', () => {
  expect(packageFile.repository).toEqual({type: 'git', url: `git+${address.repository}.git`});
  expect(packageFile.bugs).toBe(`${address.repository}/issues`);
});

test.each(MENTIONS)('every mention of the $is is that of package.json', ({pattern, is}) => {
  const mentions = texts.flatMap(({file, text}) =>
    [...text.matchAll(pattern)].map(([mention]) => ({file, mention})),
  );
  expect(mentions.length).toBeGreaterThan(2);
  expect(mentions.filter(({mention}) => mention !== address[is])).toEqual([]);
});

test('npm run address leaves nothing of the address before', () => {
  const [, owner] = /github\.com\/([^/]+)/.exec(address.repository)!;
  const left = texts.filter(({text}) => {
    const changed = withAddress(text, address, OTHER);
    return changed.includes(`${owner}/`) || changed.includes(`${owner}.`);
  });
  expect(left.map(({file}) => file)).toEqual([]);
});

test('the name of the repository alone becomes that of the other', () => {
  const text = 'gh attestation verify --repo a/b oci://registry.a.com/b';
  const before = {...OTHER, repository: 'https://github.com/a/b', image: 'registry.a.com/b'};
  expect(withAddress(text, before, OTHER)).toBe(
    'gh attestation verify --repo Contoso/licences oci://ghcr.io/contoso/licences',
  );
});

test('pages and image are those of GitHub where no others are given', () => {
  expect(OTHER).toEqual({
    repository: 'https://github.com/Contoso/licences',
    site: 'https://contoso.github.io/licences',
    image: 'ghcr.io/contoso/licences',
  });
  const own = {site: 'https://docs.contoso.com/m365/', image: 'registry.contoso.com:5000/m365'};
  expect(addressAt('https://github.com/contoso/licences.git', own)).toEqual({
    repository: 'https://github.com/contoso/licences',
    site: 'https://docs.contoso.com/m365',
    image: 'registry.contoso.com:5000/m365',
  });
});

test.each([
  ['', {}],
  ['contoso/licences', {}],
  ['https://github.com/contoso', {}],
  ['https://gitlab.com/contoso/licences', {}],
  ['https://github.com/contoso/licences', {site: 'http://docs.contoso.com'}],
  ['https://github.com/contoso/licences', {image: 'ghcr.io/contoso/licences:latest'}],
  ['https://github.com/contoso/licences', {image: 'ghcr.io/Contoso/licences'}],
])('%j with %j is refused', (repository, options) => {
  expect(() => addressAt(repository, options)).toThrow(/Usage: npm run address/);
});
