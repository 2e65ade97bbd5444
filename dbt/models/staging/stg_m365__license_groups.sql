{{ microsoft_365.stage_whole(source('m365', 'license_groups'), [
    ('id', 'license_group_id', 'string'),
    ('groupId', 'group_id', 'string'),
    ('displayName', 'group_name', 'string'),
    ('skuId', 'sku_id', 'string')
], owner='group_id') }}
