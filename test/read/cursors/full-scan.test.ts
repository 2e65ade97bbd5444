import {byUserPrincipalName, fullScan} from '../../../src/streams/define-stream';
import {FakePages, cursorOf, inShort, page, read, streamOf} from '../../support/fake-pages';

const REGISTRATIONS = streamOf(['id', 'userPrincipalName', 'synced_at'], {
  cursor: fullScan({because: 'a test'}),
  domainFilter: byUserPrincipalName('userPrincipalName', {because: 'a test'}),
});
const ANN = {id: 'ann', userPrincipalName: 'ann@contoso.com'};
const BOB = {id: 'bob', userPrincipalName: 'bob@fabrikam.com'};

test('every row is emitted each time, with a later stamp', async () => {
  const pages = new FakePages().answer('/things', page([ANN, BOB]), page([ANN, BOB]));
  const first = await read(REGISTRATIONS, pages);
  const second = await read(REGISTRATIONS, pages, {state: first.states[0]!});
  expect(first.order).toEqual(['row ann', 'row bob', 'state']);
  expect(second.order).toEqual(first.order);
  expect(second.rows[0]!['synced_at']! > first.rows[0]!['synced_at']!).toBe(true);
  expect(cursorOf(second)).toEqual({});
});

test('domains are kept to without a filter, and counted', async () => {
  const pages = new FakePages().answer('/things', page([ANN, BOB, {id: 'cleo'}]));
  const outcome = await read(REGISTRATIONS, pages, {domains: ['contoso.com']});
  expect(inShort(outcome)).toEqual(['live ann']);
  expect(outcome.skipped).toMatchObject({outsideDomains: 1, withoutName: 1});
  expect(pages.urls).toEqual(['https://graph.microsoft.com/v1.0/things']);
});
