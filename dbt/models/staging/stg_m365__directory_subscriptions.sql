{{ microsoft_365.stage_current(source('m365', 'directory_subscriptions'), [
    ('id', 'subscription_id', 'string'),
    ('skuId', 'sku_id', 'string'),
    ('skuPartNumber', 'sku_part_number', 'string'),
    ('sku_name', 'sku_name', 'string'),
    ('isTrial', 'is_trial', 'boolean'),
    ('status', 'status', 'string'),
    ('totalLicenses', 'total_licenses', 'integer'),
    ('nextLifecycleDateTime', 'next_lifecycle_at', 'timestamp')
]) }}
