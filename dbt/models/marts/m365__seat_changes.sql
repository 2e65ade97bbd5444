{#- Each snapshot compared with the one before; a month has what happened between its snapshots and theirs. -#}
with days as (
    select
        as_of_date,
        row_number() over (order by as_of_date) as day_number
    from (
        select distinct as_of_date
        from {{ ref('m365__seat_history') }}
    ) as snapshot_days
),

seat_days as (
    select
        history.seat_id,
        history.user_id,
        history.user_principal_name,
        history.sku_id,
        history.product,
        history.as_of_date,
        history.reason is not null as is_wasted,
        coalesce(history.reason in ('account_disabled', 'never_signed_in', 'inactive', 'product_not_used'), false) as is_idle,
        history.reason is null and not history.is_unknown as is_active,
        days.day_number
    from {{ ref('m365__seat_history') }} as history
    inner join days on history.as_of_date = days.as_of_date
),

neighbours as (
    select
        *,
        lag(day_number) over (partition by seat_id order by day_number) = day_number - 1 as was_held,
        lag(is_idle) over (partition by seat_id order by day_number) as was_idle,
        coalesce(lead(day_number) over (partition by seat_id order by day_number) = day_number + 1, false) as stays_held
    from seat_days
),

events as (
    select
        neighbours.seat_id,
        neighbours.user_id,
        neighbours.user_principal_name,
        neighbours.sku_id,
        neighbours.product,
        neighbours.as_of_date,
        case when not coalesce(neighbours.was_held, false) then 1 else 0 end as given,
        0 as taken,
        0 as reclaimed,
        case when neighbours.was_held and not coalesce(neighbours.was_idle, false) and neighbours.is_idle then 1 else 0 end as became_idle,
        case when neighbours.was_held and neighbours.was_idle and neighbours.is_active then 1 else 0 end as became_active,
        case when neighbours.was_held and neighbours.was_idle and neighbours.is_idle then 1 else 0 end as stayed_idle,
        1 as compared_days
    from neighbours
    where neighbours.day_number > 1
    union all
    select
        neighbours.seat_id,
        neighbours.user_id,
        neighbours.user_principal_name,
        neighbours.sku_id,
        neighbours.product,
        next_days.as_of_date,
        0 as given,
        1 as taken,
        case when neighbours.is_wasted then 1 else 0 end as reclaimed,
        0 as became_idle,
        0 as became_active,
        0 as stayed_idle,
        1 as compared_days
    from neighbours
    inner join days as next_days on neighbours.day_number + 1 = next_days.day_number
    where not neighbours.stays_held
),

dated_events as (
    select
        *,
        cast({{ dbt.date_trunc('month', 'as_of_date') }} as date) as month_start_date
    from events
),

{#- Users and products may be renamed within a month. #}
numbered_events as (
    select
        *,
        row_number() over (partition by seat_id, month_start_date order by as_of_date desc) as event_number
    from dated_events
),

months as (
    select
        seat_id,
        month_start_date,
        max(user_id) as user_id,
        max(case when event_number = 1 then user_principal_name end) as user_principal_name,
        max(sku_id) as sku_id,
        max(case when event_number = 1 then product end) as product,
        max(given) = 1 as given,
        max(taken) = 1 as taken,
        max(became_idle) = 1 as became_idle,
        max(became_active) = 1 as became_active,
        max(reclaimed) = 1 as reclaimed,
        sum(stayed_idle) = sum(compared_days) as still_idle
    from numbered_events
    group by seat_id, month_start_date
)

select
    seat_id || '_' || cast(month_start_date as {{ dbt.type_string() }}) as seat_change_id,
    seat_id,
    month_start_date,
    user_id,
    user_principal_name,
    sku_id,
    product,
    given,
    taken,
    became_idle,
    became_active,
    reclaimed,
    still_idle
from months
where given or taken or became_idle or became_active or reclaimed or still_idle
