-- Held waste is part of what is held, unassigned waste part of what is not assigned; and where the
-- holders are those that Microsoft Graph counts, both together are part of what can be used.
with waste as (
    select
        sku_id,
        sum(case when user_id is null then seats else 0 end) as unassigned_waste,
        sum(case when user_id is null then 0 else seats end) as held_waste
    from {{ ref('m365__wasted_seats') }}
    group by sku_id
)

select inventory.sku_id
from {{ ref('m365__seat_inventory') }} as inventory
inner join waste on inventory.sku_id = waste.sku_id
where
    waste.held_waste + inventory.unknown_seats > inventory.held_in_scope
    or waste.unassigned_waste + inventory.buffer_seats > inventory.unassigned_seats
    or (
        inventory.over_assigned_seats = 0
        and inventory.held_in_scope <= inventory.assigned_seats
        and waste.unassigned_waste + waste.held_waste > inventory.usable_seats
    )
