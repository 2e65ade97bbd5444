{{ microsoft_365.stage_current(source('m365', 'subscribed_skus'), [
    ('id', 'subscribed_sku_id', 'string'),
    ('skuId', 'sku_id', 'string'),
    ('skuPartNumber', 'sku_part_number', 'string'),
    ('sku_name', 'sku_name', 'string'),
    ('appliesTo', 'applies_to', 'string'),
    ('capabilityStatus', 'capability_status', 'string'),
    ('consumedUnits', 'consumed_units', 'integer'),
    ('prepaidUnits', 'prepaid_units', 'json'),
    ('servicePlans', 'service_plans', 'json')
]) }}
