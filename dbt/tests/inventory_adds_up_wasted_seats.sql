with waste as (
    select
        sku_id,
        confidence,
        sum(seats) as seats
    from {{ ref('m365__wasted_seats') }}
    group by sku_id, confidence
),

inventory as (
  {%- for tier in ['certain', 'probable', 'review', 'excluded'] %}
    select
        sku_id,
        '{{ tier }}' as confidence,
        wasted_{{ tier }}_seats as seats
    from {{ ref('m365__seat_inventory') }}
    {{ 'union all' if not loop.last }}
  {%- endfor %}
)

select
    coalesce(waste.sku_id, inventory.sku_id) as sku_id,
    coalesce(waste.confidence, inventory.confidence) as confidence
from waste
full outer join inventory
    on waste.sku_id = inventory.sku_id
    and waste.confidence = inventory.confidence
where coalesce(waste.seats, 0) <> coalesce(inventory.seats, 0)
