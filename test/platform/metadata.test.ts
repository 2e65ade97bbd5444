import {existsSync} from 'node:fs';
import {CLOUDS} from '../../src/config/clouds';
import type {Cloud} from '../../src/config/clouds';
import {readSpecification} from '../../src/config/spec';
import {loadStreams} from '../../src/streams/load';
import {packageFile, pathTo, readText, readYaml} from './repository';

interface Metadata {
  metadataSpecVersion: string;
  data: Record<string, unknown> & {
    icon: string;
    documentationUrl: string;
    externalDocumentationUrls: {title: string; url: string; type: string}[];
    allowedHosts: {hosts: string[]};
    suggestedStreams: {streams: string[]};
  };
}

const {metadataSpecVersion, data} = readYaml<Metadata>('metadata.yaml');

/** From which usage reports are downloaded; the regions are Microsoft's to name. */
const DOWNLOADS = '*.office.com';

function hostsOfClouds(): string[] {
  const clouds: Cloud[] = Object.values(CLOUDS);
  const urls = clouds.flatMap(({loginUrl, loginAlias = loginUrl, graphUrl}) => [
    loginUrl,
    loginAlias,
    graphUrl,
  ]);
  return [...new Set(urls.map((url) => new URL(url).host))];
}

test('the metadata has what a registry of connectors asks for', () => {
  expect(metadataSpecVersion).toBe('1.0');
  expect(data).toMatchObject({
    name: 'Microsoft 365',
    connectorType: 'source',
    connectorSubtype: 'api',
    githubIssueLabel: packageFile.name,
    releaseStage: expect.stringMatching(/^(alpha|beta|generally_available)$/) as string,
    supportLevel: 'community',
  });
  expect(data['definitionId']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
});

test('name of the image, version and licence are those of the package', () => {
  expect(data).toMatchObject({
    dockerRepository: packageFile.config.image,
    dockerImageTag: packageFile.version,
    license: packageFile.license,
  });
});

test('the form and the metadata lead to the documentation, whose address package.json has', () => {
  expect(new URL(packageFile.homepage).protocol).toBe('https:');
  expect(data.documentationUrl).toBe(packageFile.homepage);
  expect(readSpecification().documentationUrl).toBe(packageFile.homepage);
});

test('the allowed hosts are those that the clouds need, and the downloads of reports', () => {
  expect([...data.allowedHosts.hosts].sort()).toEqual([...hostsOfClouds(), DOWNLOADS].sort());
});

test('the security page names every allowed host', () => {
  const page = readText('docs/security.md');
  const named = data.allowedHosts.hosts.map((host) => host.replace('*', 'reports'));
  expect(named.filter((host) => !page.includes(`\`${host}\``))).toEqual([]);
});

test('the suggested streams exist', async () => {
  const names = (await loadStreams()).map(({definition}) => definition.name);
  expect(names).toEqual(expect.arrayContaining(data.suggestedStreams.streams));
});

test('links are links, over HTTPS', () => {
  const links = [data.documentationUrl, ...data.externalDocumentationUrls.map(({url}) => url)];
  expect(links.filter((link) => new URL(link).protocol !== 'https:')).toEqual([]);
});

test('the icon is a square drawing of its own: it loads nothing and runs nothing', () => {
  expect(existsSync(pathTo(data.icon))).toBe(true);
  const drawing = readText(data.icon);
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(drawing) ?? [];
  expect(width).toBeDefined();
  expect(width).toBe(height);
  expect(drawing).not.toMatch(/href|<script|<image|<foreignObject|\son\w+=/i);
  expect(Buffer.byteLength(drawing)).toBeLessThan(2_000);
});
