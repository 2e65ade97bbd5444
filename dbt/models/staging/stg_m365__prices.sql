{{ microsoft_365.stage(source('m365_prices', 'prices'), [
    ('sku_id', 'sku_id', 'string'),
    ('sku_part_number', 'sku_part_number', 'string'),
    ('monthly_price', 'monthly_price', 'money'),
    ('currency', 'currency', 'string'),
    ('valid_from', 'valid_from', 'date')
]) }}
