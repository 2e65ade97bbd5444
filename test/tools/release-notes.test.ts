import {readFileSync} from 'node:fs';
import {CHANGELOG, releaseNotes} from '../../tools/release-notes';

const EXAMPLE = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-10-01

### Added

- A stream.

## [1.1.0] - 2026-09-01

### Fixed

- A fault.
`;

test('the notes of a version are its part of the changelog, without its heading', () => {
  expect(releaseNotes(EXAMPLE, '1.2.0')).toBe('### Added\n\n- A stream.');
  expect(releaseNotes(EXAMPLE, '1.1.0')).toBe('### Fixed\n\n- A fault.');
});

test.each(['1.3.0', '1.2', 'Unreleased', ''])(
  'a version without notes is refused: %j',
  (version) => {
    expect(() => releaseNotes(EXAMPLE, version)).toThrow(
      `CHANGELOG.md says nothing of version ${version}.`,
    );
  },
);

test('every part of our changelog has a heading that Keep a Changelog knows', () => {
  const parts = readFileSync(CHANGELOG, 'utf8').match(/^### .*/gm) ?? [];
  const known = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
  expect(parts.length).toBeGreaterThan(0);
  expect(parts.filter((heading) => !known.includes(heading.slice(4)))).toEqual([]);
});
