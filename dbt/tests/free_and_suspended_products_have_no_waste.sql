select inventory.sku_id
from {{ ref('m365__seat_inventory') }} as inventory
inner join {{ ref('m365__wasted_seats') }} as wasted on inventory.sku_id = wasted.sku_id
where not inventory.is_assigned_to_people or inventory.capability_status in ('Suspended', 'LockedOut', 'Deleted')
