{#- Seats that nobody holds, with how many of them are kept in reserve. Their product is judged by people. -#}
with buffers as (
    select
        products.sku_id,
        max(buffers.seats) as seats
    from {{ ref('int_m365__products') }} as products
    inner join {{ ref('stg_m365__seat_buffer') }} as buffers
        on lower(products.sku_id) = lower(buffers.sku_id)
        or (buffers.sku_id is null and lower(products.sku_part_number) = lower(buffers.sku_part_number))
    group by products.sku_id
)

select
    products.sku_id,
    products.product,
    products.monthly_price,
    products.currency,
    products.unassigned_seats,
    case
        when buffers.seats is null then 0
        when buffers.seats > products.unassigned_seats then products.unassigned_seats
        else buffers.seats
    end as buffer_seats
from {{ ref('int_m365__products') }} as products
left join buffers on products.sku_id = buffers.sku_id
where products.is_assigned_to_people and products.unassigned_seats > 0
