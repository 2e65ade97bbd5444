with costs as (
    select
        dimension,
        sku_id,
        sum(seats) as seats
    from {{ ref('m365__department_costs') }}
    group by dimension, sku_id
)

select
    costs.dimension,
    inventory.sku_id
from {{ ref('m365__seat_inventory') }} as inventory
left join costs on inventory.sku_id = costs.sku_id
where inventory.is_assigned_to_people and coalesce(costs.seats, 0) <> inventory.held_in_scope
