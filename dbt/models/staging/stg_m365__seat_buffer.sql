{{ microsoft_365.stage(source('m365_seat_buffer', 'seat_buffer'), [
    ('sku_id', 'sku_id', 'string'),
    ('sku_part_number', 'sku_part_number', 'string'),
    ('seats', 'seats', 'integer')
]) }}
