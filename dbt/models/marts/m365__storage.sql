with stores as (
    select
        'mailbox' as kind,
        report_row_id,
        user_key,
        user_principal_name,
        display_name,
        is_concealed,
        storage_used_bytes,
        quota_bytes,
        item_count,
        has_archive,
        last_activity_date,
        report_refresh_date
    from {{ ref('stg_m365__mailboxes') }}
    union all
    select
        'onedrive' as kind,
        report_row_id,
        user_key,
        user_principal_name,
        display_name,
        is_concealed,
        storage_used_bytes,
        quota_bytes,
        item_count,
        null as has_archive,
        last_activity_date,
        report_refresh_date
    from {{ ref('stg_m365__onedrive_accounts') }}
)

select
    stores.kind || '_' || stores.report_row_id as storage_id,
    stores.kind,
    users.user_id,
    stores.user_principal_name,
    coalesce(users.display_name, stores.display_name) as display_name,
    users.department,
    case
        when stores.is_concealed then 'concealed'
        when users.user_id is null then 'not_found'
        when users.account_enabled then 'enabled'
        when not users.account_enabled then 'disabled'
    end as account_state,
    stores.storage_used_bytes,
    stores.quota_bytes,
    cast(
        case when stores.quota_bytes > 0 then stores.storage_used_bytes * 1.0 / stores.quota_bytes end
        as {{ dbt.type_numeric() }}
    ) as share_of_quota,
    stores.item_count,
    stores.has_archive,
    stores.last_activity_date,
    stores.report_refresh_date
from stores
left join {{ ref('stg_m365__users') }} as users
    {#- One comparison: DuckDB 1.5 tries every pair of rows where a condition on the left table stands beside it. #}
    on case when not stores.is_concealed then stores.user_key end = lower(users.user_principal_name)
