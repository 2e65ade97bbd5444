import {rewriteLinks} from '../../site/markdown-links';

const FILES = new Set([
  'LICENSE',
  'docs/setup.md',
  'docs/streams.md',
  'docs/streams/users.md',
  'docs/examples/report.html',
  'setup/README.md',
  'setup/kubernetes/cronjob.yaml',
  'CONTRIBUTING.md',
]);
const FOLDERS = new Set(['docs', 'setup', 'setup/kubernetes']);
const context = {
  repository: 'https://example.com/project',
  kindOf: (path: string) =>
    FILES.has(path) ? ('file' as const) : FOLDERS.has(path) ? ('folder' as const) : undefined,
};

test.each([
  ['docs/setup.md', 'streams.md', './streams.md'],
  ['docs/setup.md', 'streams/users.md', './streams/users.md'],
  ['docs/setup.md', '../setup/README.md#terraform', './setup-by-script.md#terraform'],
  ['docs/setup.md', '../setup', './setup-by-script.md'],
  ['docs/streams/users.md', '../streams.md', './../streams.md'],
  ['docs/streams/users.md', '../../CONTRIBUTING.md', './../contributing.md'],
  ['setup/README.md', '../docs/setup.md#1-a', './setup.md#1-a'],
  [
    'setup/README.md',
    'kubernetes/cronjob.yaml',
    'https://example.com/project/blob/main/setup/kubernetes/cronjob.yaml',
  ],
  ['setup/README.md', 'kubernetes', 'https://example.com/project/tree/main/setup/kubernetes'],
  ['CONTRIBUTING.md', 'LICENSE', 'https://example.com/project/blob/main/LICENSE'],
  ['docs/setup.md', 'examples/report.html', '/examples/report.html'],
  ['docs/setup.md', '#1-a', '#1-a'],
  ['docs/setup.md', 'https://example.com/', 'https://example.com/'],
  ['docs/setup.md', 'mailto:a@example.com', 'mailto:a@example.com'],
])('in %s a link to %s becomes %s', (source, target, rewritten) => {
  const {text, broken} = rewriteLinks(`a [b](${target}) c`, source, context);
  expect([text, broken]).toEqual([`a [b](${rewritten}) c`, []]);
});

test('a link to a file that the repository does not have is broken', () => {
  const text = '[a](gone.md) [b](../../outside.md) [c](setup.md)';
  expect(rewriteLinks(text, 'docs/setup.md', context).broken).toEqual([
    'gone.md',
    '../../outside.md',
  ]);
});

test('code stays as it is', () => {
  const text = 'a `[b](gone.md)`\n\n```md\n[b](gone.md)\n```\n\n[c](streams.md)\n';
  const page = rewriteLinks(text, 'docs/setup.md', context);
  expect(page).toMatchObject({text: text.replace('(streams.md)', '(./streams.md)'), broken: []});
});

test('a picture that is a link has both of its targets changed', () => {
  const text = '[![p](examples/report.html)](streams.md)';
  const page = rewriteLinks(text, 'docs/setup.md', context);
  expect(page.text).toBe('[![p](/examples/report.html)](./streams.md)');
  expect(page.assets).toEqual(['docs/examples/report.html']);
});
