select sku_id
from {{ ref('m365__seat_inventory') }}
where (unknown_seats > 0) <> (missing_data is not null)
