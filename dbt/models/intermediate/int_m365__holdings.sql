{#- One row for each user and product that is held, or of which nobody knows whether it is. -#}
with ways as (
    select
        user_id || '_' || sku_id as seat_id,
        *
    from {{ ref('int_m365__licenses') }}
),

holdings as (
    select
        seat_id,
        user_id,
        sku_id,
        max(user_principal_name) as user_principal_name,
        max(case when is_held then 1 when is_held is null then null else 0 end) = 1 as is_held,
        max(case when source = 'direct' and state <> 'Error' then 1 else 0 end) = 1 as is_direct,
        max(case when source = 'group' and state <> 'Error' then 1 else 0 end) = 1 as is_by_group,
        cast(min(last_updated_at) as date) as first_update_date
    from ways
    group by seat_id, user_id, sku_id
    {#- Where older tables do not say is_held, an assignment in error or not processed is no seat. #}
    having max(case
        when is_held then 1
        when is_held is null and coalesce(state, 'Active') in ('Active', 'ActiveWithError') then 1
        else 0
    end) = 1
),

group_ids as (
    select
        seat_id,
        {{ dbt.listagg('group_id', "','", 'order by group_id') }} as assigned_by_group_ids
    from (
        select distinct
            seat_id,
            group_id
        from ways
        where source = 'group' and state <> 'Error' and group_id is not null
    ) as groups_of_seats
    group by seat_id
),

covering_skus as (
    select
        holdings.seat_id,
        {{ dbt.listagg('covers.covering_sku_id', "','", 'order by covers.covering_sku_id') }} as covered_by
    from holdings
    inner join {{ ref('int_m365__sku_covers') }} as covers
        on holdings.sku_id = covers.sku_id
    inner join holdings as covering
        on holdings.user_id = covering.user_id
        and covers.covering_sku_id = covering.sku_id
    where holdings.is_held and covering.is_held
    group by holdings.seat_id
)

select
    holdings.*,
    case
        when holdings.is_direct and holdings.is_by_group then 'direct_and_group'
        when holdings.is_direct then 'direct'
        when holdings.is_by_group then 'group'
    end as assigned_through,
    group_ids.assigned_by_group_ids,
    covering_skus.covered_by
from holdings
left join group_ids on holdings.seat_id = group_ids.seat_id
left join covering_skus on holdings.seat_id = covering_skus.seat_id
