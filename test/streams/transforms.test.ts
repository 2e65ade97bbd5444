import {licensesOfGroup, licensesOfUser, withPlanNames} from '../../src/streams/transforms';
import {ProductNames} from '../../src/streams/product-names';
import type {Row} from '../../src/streams/define-stream';

const USER = {id: 'u1', userPrincipalName: 'ann@contoso.com'};
const DIRECT = {skuId: 'e3', assignedByGroup: null, state: 'Active', error: 'None'};
const BY_GROUP = {skuId: 'e3', assignedByGroup: 'g1', state: 'Active', error: 'None'};

/** The ids of the rows, and the source of each. */
function inShort(user: Row): string[] {
  return licensesOfUser({...USER, ...user}).map(
    ({id, source}) => `${String(id)} ${String(source)}`,
  );
}

describe('a list in which not every entry is a licence fails the stream', () => {
  test.each<[string, unknown]>([
    ['null', [DIRECT, null]],
    ['a text', ['e3']],
    ['no skuId', [{...DIRECT, skuId: undefined}]],
    ['an empty skuId', [{...DIRECT, skuId: ''}]],
    ['a skuId that is a number', [{...DIRECT, skuId: 3}]],
    ['no list', DIRECT],
    ['a text in place of the list', 'e3'],
  ])('%s', (_what, list) => {
    for (const field of ['licenseAssignmentStates', 'assignedLicenses']) {
      const read = (): unknown => licensesOfUser({...USER, [field]: list});
      expect(read).toThrow(`a user whose ${field} is not a list of licences with a skuId`);
    }
  });
});

describe('a user has a row', () => {
  test.each<[string, Row, string[]]>([
    ['for no licence', {}, []],
    ['for no licence, in empty lists', {assignedLicenses: [], licenseAssignmentStates: []}, []],
    ['for no licence, in lists that are null', {licenseAssignmentStates: null}, []],
    ['for a direct one', {licenseAssignmentStates: [DIRECT]}, ['u1_e3_direct direct']],
    [
      'for one without a group',
      {licenseAssignmentStates: [{...DIRECT, assignedByGroup: ''}]},
      ['u1_e3_direct direct'],
    ],
    ['for one by a group', {licenseAssignmentStates: [BY_GROUP]}, ['u1_e3_g1 group']],
    [
      'for each way to the same one',
      {licenseAssignmentStates: [DIRECT, BY_GROUP, {...BY_GROUP, assignedByGroup: 'g2'}]},
      ['u1_e3_direct direct', 'u1_e3_g1 group', 'u1_e3_g2 group'],
    ],
    [
      'for one that nothing explains',
      {assignedLicenses: [{skuId: 'e5'}], licenseAssignmentStates: [DIRECT]},
      ['u1_e3_direct direct', 'u1_e5_unknown unknown'],
    ],
    [
      'once for one that is explained',
      {assignedLicenses: [{skuId: 'e3'}], licenseAssignmentStates: [BY_GROUP]},
      ['u1_e3_g1 group'],
    ],
    [
      'once for a state that is repeated',
      {licenseAssignmentStates: [BY_GROUP, BY_GROUP]},
      ['u1_e3_g1 group'],
    ],
  ])('%s', (_what, user, rows) => {
    expect(inShort(user)).toEqual(rows);
  });
});

test('of a state that is repeated the later one counts', () => {
  const later = {...BY_GROUP, state: 'Error', error: 'CountViolation'};
  const rows = licensesOfUser({...USER, licenseAssignmentStates: [BY_GROUP, later]});
  expect(rows).toMatchObject([{state: 'Error', error: 'CountViolation'}]);
});

test('a row names the user, the licence and how it came', () => {
  const state = {...BY_GROUP, disabledPlans: ['p1'], lastUpdatedDateTime: '2026-01-01T00:00:00Z'};
  expect(licensesOfUser({...USER, licenseAssignmentStates: [state]})).toEqual([
    {
      id: 'u1_e3_g1',
      userId: 'u1',
      userPrincipalName: 'ann@contoso.com',
      skuId: 'e3',
      assignedByGroup: 'g1',
      source: 'group',
      state: 'Active',
      error: 'None',
      disabledPlans: ['p1'],
      lastUpdatedDateTime: '2026-01-01T00:00:00Z',
      is_held: null,
    },
  ]);
});

describe('a licence is held: true, false or not known', () => {
  const FAILED = {...DIRECT, state: 'Error', error: 'CountViolation'};
  const E5 = {...BY_GROUP, skuId: 'e5'};
  test.each<[string, Row, [id: string, isHeld: boolean | null][]]>([
    [
      'true where assignedLicenses has it',
      {assignedLicenses: [{skuId: 'e3'}], licenseAssignmentStates: [DIRECT]},
      [['u1_e3_direct', true]],
    ],
    [
      'true where the two lists write the id of the product in other capitals',
      {assignedLicenses: [{skuId: 'E3'}], licenseAssignmentStates: [DIRECT]},
      [
        ['u1_e3_direct', true],
        ['u1_E3_unknown', true],
      ],
    ],
    [
      'false where the only assignment failed',
      {assignedLicenses: [], licenseAssignmentStates: [FAILED]},
      [['u1_e3_direct', false]],
    ],
    [
      'false where assignedLicenses lacks it, whatever the state says',
      {assignedLicenses: [{skuId: 'e3'}], licenseAssignmentStates: [DIRECT, E5]},
      [
        ['u1_e3_direct', true],
        ['u1_e5_g1', false],
      ],
    ],
    [
      'true in every row of a product of which one assignment failed and another did not',
      {assignedLicenses: [{skuId: 'e3'}], licenseAssignmentStates: [FAILED, BY_GROUP]},
      [
        ['u1_e3_direct', true],
        ['u1_e3_g1', true],
      ],
    ],
    [
      'true where no assignment explains it',
      {assignedLicenses: [{skuId: 'e3'}], licenseAssignmentStates: []},
      [['u1_e3_unknown', true]],
    ],
    [
      'not known where assignedLicenses is null',
      {assignedLicenses: null, licenseAssignmentStates: [DIRECT]},
      [['u1_e3_direct', null]],
    ],
    [
      'not known where assignedLicenses is left out',
      {licenseAssignmentStates: [DIRECT]},
      [['u1_e3_direct', null]],
    ],
  ])('%s', (_what, user, held) => {
    const rows = licensesOfUser({...USER, ...user});
    expect(rows.map(({id, is_held: isHeld}) => [id, isHeld])).toEqual(held);
  });
});

test('a user without an id is passed on, so that it is refused', () => {
  const user = {licenseAssignmentStates: [DIRECT]};
  expect(licensesOfUser(user)).toEqual([user]);
});

describe('the names of service plans', () => {
  const names = new ProductNames();

  test('stand beside what the service says', () => {
    const plan = {
      servicePlanId: '00283E6B-2BD8-440F-A2D5-87358E4C89A1',
      servicePlanName: 'x',
      provisioningStatus: 'Success',
    };
    expect(withPlanNames([plan, {servicePlanId: 'nobody knows'}], names)).toEqual([
      {...plan, service_plan_name: 'POWER AUTOMATE FOR PROJECT P1'},
      {servicePlanId: 'nobody knows', service_plan_name: null},
    ]);
  });

  test.each([null, undefined, 'x', {}])('are not put into %j', (plans) => {
    expect(withPlanNames(plans, names)).toBe(plans);
  });

  test('leave what is no plan as it is', () => {
    expect(withPlanNames([null, 'x'], names)).toEqual([null, 'x']);
  });
});

describe('a group has a row', () => {
  const GROUP = {id: 'g1', displayName: 'Office'};

  test.each<[string, object[], string[]]>([
    ['for no licence', [], []],
    ['for each licence', [{skuId: 'e3'}, {skuId: 'E5'}], ['g1_e3', 'g1_E5']],
    ['once for a licence that is repeated', [{skuId: 'e3'}, {skuId: 'e3'}], ['g1_e3']],
  ])('%s', (_what, assignedLicenses, ids) => {
    expect(licensesOfGroup({...GROUP, assignedLicenses}).map(({id}) => id)).toEqual(ids);
  });

  test('with what belongs to the group, and the plans of the licence', () => {
    const licences = [
      {skuId: 'e3', disabledPlans: ['p1']},
      {skuId: 'e3', disabledPlans: ['p2']},
    ];
    const group = {...GROUP, assignedLicenses: licences, onPremisesSyncEnabled: true};
    expect(licensesOfGroup(group)).toEqual([
      {
        ...{id: 'g1_e3', groupId: 'g1', skuId: 'e3', disabledPlans: ['p2']},
        ...{displayName: 'Office', onPremisesSyncEnabled: true},
      },
    ]);
  });

  test.each([
    [{state: 'ProcessingComplete'}, 'ProcessingComplete'],
    ['QueuedForProcessing', 'QueuedForProcessing'],
    [{}, undefined],
    [null, null],
    [undefined, undefined],
  ])('with the processing state of %j', (licenseProcessingState, expected) => {
    const group = {...GROUP, assignedLicenses: [{skuId: 'e3'}], licenseProcessingState};
    expect(licensesOfGroup(group)[0]!['licenseProcessingState']).toEqual(expected);
  });

  test.each([[undefined], [null], ['e3'], [{skuId: 'e3'}], [[null]], [[{skuId: ''}]], [[{}]]])(
    'and fails the stream where its licences are %j',
    (assignedLicenses) => {
      expect(() => licensesOfGroup({...GROUP, assignedLicenses})).toThrow(
        'a group whose assignedLicenses is not a list of licences with a skuId',
      );
    },
  );

  test('and is passed on where it has no id, so that the engine fails the stream', () => {
    const group = {displayName: 'Office', assignedLicenses: []};
    expect(licensesOfGroup(group)).toEqual([group]);
  });
});
