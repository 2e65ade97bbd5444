{#- Every product that is owned or held. Units that Microsoft Graph leaves out stay unknown. -#}
with listed as (
    select
        sku_id,
        sku_part_number,
        sku_name,
        applies_to,
        capability_status,
        consumed_units,
        capability_status in ('Suspended', 'LockedOut', 'Deleted') as is_suspended,
        cast({{ microsoft_365.json_text('prepaid_units', 'enabled') }} as {{ dbt.type_bigint() }}) as enabled_units,
        cast({{ microsoft_365.json_text('prepaid_units', 'warning') }} as {{ dbt.type_bigint() }}) as warning_units,
        cast({{ microsoft_365.json_text('prepaid_units', 'suspended') }} as {{ dbt.type_bigint() }}) as suspended_units,
        {#- National clouds do not have it. #}
        coalesce(cast({{ microsoft_365.json_text('prepaid_units', 'lockedOut') }} as {{ dbt.type_bigint() }}), 0) as locked_out_units
    from ({{ microsoft_365.newest(ref('stg_m365__subscribed_skus'), 'sku_id', 'subscribed_sku_id') }}) as skus
),

held as (
    select
        sku_id,
        max(sku_part_number) as sku_part_number,
        max(sku_name) as sku_name
    from {{ ref('int_m365__licenses') }}
    where is_held is not false
    group by sku_id
),

products as (
    select
        coalesce(listed.sku_id, held.sku_id) as sku_id,
        coalesce(listed.sku_part_number, held.sku_part_number) as sku_part_number,
        coalesce(listed.sku_name, held.sku_name) as sku_name,
        listed.sku_id is not null as is_listed,
        coalesce(listed.applies_to, 'User') = 'User' as is_for_users,
        listed.capability_status,
        coalesce(listed.is_suspended, false) as is_suspended,
        listed.consumed_units as assigned_seats,
        case when listed.is_suspended then 0 else listed.enabled_units + listed.warning_units end as usable_seats,
        case when listed.is_suspended then 0 else listed.warning_units end as warning_seats,
        listed.suspended_units + listed.locked_out_units
        + case when listed.is_suspended then listed.enabled_units + listed.warning_units else 0 end as suspended_seats
    from listed
    full outer join held on listed.sku_id = held.sku_id
),

plans as (
    select
        sku_id,
        max(case when plan_name like 'EXCHANGE_S_%' and plan_name not like 'EXCHANGE_S_FOUNDATION%' then 1 else 0 end) = 1
            as has_exchange
    from {{ ref('int_m365__sku_plans') }}
    group by sku_id
),

priced as (
    select
        products.sku_id,
        prices.monthly_price,
        prices.currency,
        row_number() over (
            partition by products.sku_id
            order by case when prices.sku_id is not null then 0 else 1 end, prices.monthly_price desc
        ) as price_number
    from products
    inner join {{ ref('int_m365__prices') }} as prices
        on lower(products.sku_id) = prices.sku_id
        or (prices.sku_id is null and lower(products.sku_part_number) = prices.sku_part_number)
    where products.is_listed
),

not_assigned as (
    select distinct products.sku_id
    from products
    inner join {{ ref('m365_not_assigned_skus') }} as seed
        on lower(products.sku_id) = seed.sku_id
        or lower(products.sku_part_number) = lower(seed.sku_part_number)
),

measured as (
    select
        products.sku_id,
        max(seed.measured_by) as measured_by
    from products
    inner join {{ ref('m365_product_usage') }} as seed
        on lower(products.sku_id) = seed.sku_id
        or lower(products.sku_part_number) = lower(seed.sku_part_number)
    group by products.sku_id
)

select
    products.sku_id,
    products.sku_part_number,
    coalesce(products.sku_name, products.sku_part_number, products.sku_id) as product,
    products.is_listed,
    products.is_for_users and not_assigned.sku_id is null as is_assigned_to_people,
    products.is_suspended,
    products.capability_status,
    products.usable_seats,
    products.warning_seats,
    products.suspended_seats,
    products.assigned_seats,
    case
        when products.is_suspended then 0
        when products.usable_seats > products.assigned_seats then products.usable_seats - products.assigned_seats
        when products.usable_seats <= products.assigned_seats then 0
    end as unassigned_seats,
    case
        when products.is_suspended then 0
        when products.assigned_seats > products.usable_seats then products.assigned_seats - products.usable_seats
        when products.assigned_seats <= products.usable_seats then 0
    end as over_assigned_seats,
    {#- Without its plans nobody knows what a product has. #}
    plans.has_exchange,
    measured.measured_by,
    priced.monthly_price,
    priced.currency
from products
left join plans on products.sku_id = plans.sku_id
left join priced on products.sku_id = priced.sku_id and priced.price_number = 1
left join not_assigned on products.sku_id = not_assigned.sku_id
left join measured on products.sku_id = measured.sku_id
