with held_seats as (
    select
        seat_id as wasted_seat_id,
        user_id,
        user_principal_name,
        display_name,
        account_enabled,
        user_type,
        department,
        cost_center,
        country,
        manager_id,
        sku_id,
        product,
        reason,
        confidence,
        1 as seats,
        assigned_through,
        assigned_by_group_ids,
        case when reason = 'duplicate' then covered_by end as covered_by,
        seat_since_date,
        last_seen_date,
        last_seen_source,
        days_idle,
        case when is_mailbox_missing then 'mailbox_usage_detail' end as missing_data,
        monthly_price,
        currency,
        'reassignable' as saving_kind,
        as_of_date
    from {{ ref('int_m365__seat_verdicts') }}
    where reason is not null
),

unassigned_seats as (
    select
        sku_id || '_unassigned' as wasted_seat_id,
        sku_id,
        product,
        unassigned_seats - buffer_seats as seats,
        monthly_price,
        currency
    from {{ ref('int_m365__unassigned_seats') }}
    where unassigned_seats > buffer_seats
),

wasted_seats as (
    select * from held_seats
    union all
    select
        unassigned_seats.wasted_seat_id,
        null as user_id,
        null as user_principal_name,
        null as display_name,
        null as account_enabled,
        null as user_type,
        null as department,
        null as cost_center,
        null as country,
        null as manager_id,
        unassigned_seats.sku_id,
        unassigned_seats.product,
        'unassigned' as reason,
        'certain' as confidence,
        unassigned_seats.seats,
        null as assigned_through,
        null as assigned_by_group_ids,
        null as covered_by,
        null as seat_since_date,
        null as last_seen_date,
        null as last_seen_source,
        null as days_idle,
        null as missing_data,
        unassigned_seats.monthly_price,
        unassigned_seats.currency,
        'reducible_at_renewal' as saving_kind,
        as_of.as_of_date
    from unassigned_seats
    cross join {{ ref('int_m365__as_of') }} as as_of
)

select
    wasted_seat_id,
    user_id,
    user_principal_name,
    display_name,
    account_enabled,
    user_type,
    department,
    cost_center,
    country,
    manager_id,
    sku_id,
    product,
    reason,
    confidence,
    cast(seats as {{ dbt.type_bigint() }}) as seats,
    assigned_through,
    assigned_by_group_ids,
    covered_by,
    seat_since_date,
    last_seen_date,
    last_seen_source,
    cast(days_idle as {{ dbt.type_bigint() }}) as days_idle,
    missing_data,
    monthly_price,
    currency,
    cast(monthly_price * seats as {{ dbt.type_numeric() }}) as monthly_value,
    saving_kind,
    as_of_date
from wasted_seats
