{{ config(
    materialized='incremental',
    incremental_strategy=microsoft_365.replace_day_strategy(),
    unique_key='activity_date',
    on_schema_change='append_new_columns'
) }}
{%- set services = {
    'exchange': 'stg_m365__office365_active_users_daily',
    'onedrive': 'stg_m365__office365_active_users_daily',
    'sharepoint': 'stg_m365__office365_active_users_daily',
    'teams': 'stg_m365__office365_active_users_daily',
    'viva_engage': 'stg_m365__office365_active_users_daily',
    'microsoft_365_apps': 'stg_m365__microsoft_365_apps_users_daily',
} -%}
{#- A build writes the days of which the connector has read something new, and leaves all others as they were. -#}
with slices as (
  {%- for service, model in services.items() %}
    select
        report_date,
        '{{ service }}' as service,
        user_key,
        is_concealed,
        synced_at,
        case when {{ service ~ '_' if service != 'microsoft_365_apps' }}last_activity_date = report_date then 1 else 0 end as is_active
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
  {%- endfor %}
),

days as (
    select
        slices.report_date,
        max(slices.synced_at) as synced_at
    from slices
    group by slices.report_date
),

new_days as (
    select
        days.report_date,
        days.synced_at
    from days
  {%- if is_incremental() %}
    left join (
        select
            activity_date,
            max(synced_at) as synced_at
        from {{ this }}
        group by activity_date
    ) as written on days.report_date = written.activity_date
    where written.synced_at is null or written.synced_at < days.synced_at
  {%- endif %}
),

services_of_days as (
    select
        slices.report_date,
        slices.service,
        new_days.synced_at,
        min(case when slices.is_concealed then 1 else 0 end) = 1 as is_concealed
    from slices
    inner join new_days on slices.report_date = new_days.report_date
    group by slices.report_date, slices.service, new_days.synced_at
),

located as (
    select
        slices.report_date,
        slices.service,
        case
            when slices.is_concealed then '(concealed)'
            when users.user_id is null then '(unknown)'
            else coalesce(nullif(users.department, ''), '(none)')
        end as department,
        slices.is_active
    from slices
    inner join new_days on slices.report_date = new_days.report_date
    left join {{ ref('stg_m365__users') }} as users
        {#- One comparison: DuckDB 1.5 tries every pair of rows where a condition on the left table stands beside it. #}
        on case when not slices.is_concealed then slices.user_key end = lower(users.user_principal_name)
),

active as (
    select
        report_date,
        service,
        department,
        count(*) as active_users
    from located
    where is_active = 1
    group by report_date, service, department
),

licensed as (
    select
        services_of_days.report_date,
        services_of_days.service,
        case when services_of_days.is_concealed then '(concealed)' else service_users.department end as department,
        service_users.users
    from services_of_days
    inner join {{ ref('int_m365__service_users') }} as service_users
        on services_of_days.service = service_users.service
        and services_of_days.is_concealed = (service_users.department = '(all)')
),

groups as (
    select
        report_date,
        service,
        department
    from active
    union
    select
        report_date,
        service,
        department
    from licensed
)

select
    cast(groups.report_date as {{ dbt.type_string() }}) || '|' || groups.service || '|' || groups.department as daily_activity_id,
    groups.report_date as activity_date,
    groups.service,
    groups.department,
    cast(coalesce(active.active_users, 0) as {{ dbt.type_bigint() }}) as active_users,
    cast(licensed.users as {{ dbt.type_bigint() }}) as users,
    cast(
        case when licensed.users > 0 then coalesce(active.active_users, 0) * 1.0 / licensed.users end
        as {{ dbt.type_numeric() }}
    ) as share,
    new_days.synced_at
from groups
inner join new_days
    on groups.report_date = new_days.report_date
left join active
    on groups.report_date = active.report_date
    and groups.service = active.service
    and groups.department = active.department
left join licensed
    on groups.report_date = licensed.report_date
    and groups.service = licensed.service
    and groups.department = licensed.department
