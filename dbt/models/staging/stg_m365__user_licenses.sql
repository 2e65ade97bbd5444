{{ microsoft_365.stage_whole(source('m365', 'user_licenses'), [
    ('id', 'user_license_id', 'string'),
    ('userId', 'user_id', 'string'),
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('skuId', 'sku_id', 'string'),
    ('skuPartNumber', 'sku_part_number', 'string'),
    ('sku_name', 'sku_name', 'string'),
    ('assignedByGroup', 'group_id', 'string'),
    ('source', 'source', 'string'),
    ('is_held', 'is_held', 'boolean'),
    ('state', 'state', 'string'),
    ('error', 'error', 'string'),
    ('lastUpdatedDateTime', 'last_updated_at', 'timestamp')
], owner='user_id') }}
