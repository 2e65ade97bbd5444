select
    subscriptions.subscription_id,
    subscriptions.sku_id,
    coalesce(inventory.product, subscriptions.sku_name, subscriptions.sku_part_number, subscriptions.sku_id) as product,
    subscriptions.total_licenses as seats,
    subscriptions.is_trial,
    subscriptions.status,
    cast(subscriptions.next_lifecycle_at as date) as next_lifecycle_date,
    cast(
        {{ microsoft_365.days_between('as_of.as_of_date', 'cast(subscriptions.next_lifecycle_at as date)') }}
        as {{ dbt.type_bigint() }}
    ) as days_left,
    inventory.wasted_certain_seats + inventory.wasted_probable_seats + inventory.wasted_review_seats as wasted_seats
from {{ ref('stg_m365__directory_subscriptions') }} as subscriptions
cross join {{ ref('int_m365__as_of') }} as as_of
left join {{ ref('m365__seat_inventory') }} as inventory
    on subscriptions.sku_id = inventory.sku_id
