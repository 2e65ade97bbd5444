{#- One row a seat, with everything by which it is judged. -#}
with exclusions as (
    select
        lists.user_id,
        lower(lists.user_principal_name) as user_key
    from {{ ref('stg_m365__excluded_accounts') }} as lists
    cross join {{ ref('int_m365__as_of') }} as as_of
    where lists.excluded_until is null or lists.excluded_until >= as_of.as_of_date
),

excluded_ids as (
    select distinct user_id
    from exclusions
    where user_id is not null
),

excluded_names as (
    select distinct user_key
    from exclusions
    where user_key is not null
),

readable as (
    select
        max(case when report = 'mailboxes' and is_readable then 1 else 0 end) = 1 as is_mailboxes_readable,
        max(case when report = 'active_users' and is_readable then 1 else 0 end) = 1 as is_active_users_readable
    from {{ ref('int_m365__readable_reports') }}
),

people as (
    select
        users.*,
        lower(users.user_principal_name) as user_key,
        details.manager_id,
        {{ microsoft_365.json_text('details.employee_org_data', 'costCenter') }} as cost_center,
        excluded_ids.user_id is not null or excluded_names.user_key is not null as is_excluded
    from {{ ref('stg_m365__users') }} as users
    left join {{ ref('stg_m365__user_organization_details') }} as details
        on users.user_id = details.user_id
    left join excluded_ids
        on users.user_id = excluded_ids.user_id
    left join excluded_names
        on lower(users.user_principal_name) = excluded_names.user_key
)

select
    holdings.seat_id,
    holdings.user_id,
    coalesce(people.user_principal_name, holdings.user_principal_name) as user_principal_name,
    people.display_name,
    people.account_enabled,
    people.user_type,
    people.department,
    people.cost_center,
    people.country,
    people.manager_id,
    people.user_id is not null as is_user_listed,
    coalesce(people.object_type, 'user') = 'agentUser' as is_agent,
    coalesce(people.is_excluded, false) as is_excluded,
    {{ microsoft_365.days_between('people.created_at', 'as_of.as_of_date') }} < as_of.new_seat_grace_days as is_new_account,
    holdings.sku_id,
    products.product,
    products.is_assigned_to_people,
    products.is_suspended,
    products.has_exchange,
    products.measured_by,
    products.monthly_price,
    products.currency,
    holdings.is_held,
    holdings.assigned_through,
    holdings.assigned_by_group_ids,
    holdings.covered_by,
    {{ microsoft_365.earliest_date([
        'holdings.first_update_date',
        'case when services.has_exchange then licensed.exchange_license_assign_date end',
        'case when services.has_onedrive then licensed.onedrive_license_assign_date end',
        'case when services.has_sharepoint then licensed.sharepoint_license_assign_date end',
        'case when services.has_skype_for_business then licensed.skype_for_business_license_assign_date end',
        'case when services.has_viva_engage then licensed.viva_engage_license_assign_date end',
        'case when services.has_teams then licensed.teams_license_assign_date end',
    ]) }} as seat_since_date,
    coalesce(activity.is_known, false) as is_activity_known,
    activity.last_seen_date,
    activity.last_seen_source,
    {{ microsoft_365.days_between('activity.last_seen_date', 'as_of.as_of_date') }} as days_idle,
    readable.is_active_users_readable,
    readable.is_mailboxes_readable,
    mailboxes.storage_used_bytes as mailbox_bytes,
    mailboxes.user_key is not null as has_mailbox_row,
    mailboxes.has_archive,
    case products.measured_by
        when 'copilot' then copilot.user_key is not null
        else activations.user_key is not null
    end as has_product_row,
    case products.measured_by
        when 'copilot' then copilot.last_activity_date
        else activations.last_activated_date
    end as product_used_date,
    as_of.inactive_days,
    as_of.new_seat_grace_days,
    as_of.settings_hash,
    as_of.as_of_date
from {{ ref('int_m365__holdings') }} as holdings
cross join {{ ref('int_m365__as_of') }} as as_of
cross join readable
inner join {{ ref('int_m365__products') }} as products
    on holdings.sku_id = products.sku_id
left join people
    on holdings.user_id = people.user_id
left join {{ ref('int_m365__sku_services') }} as services
    on holdings.sku_id = services.sku_id
left join {{ ref('int_m365__user_activity') }} as activity
    on holdings.user_id = activity.user_id
left join {{ ref('stg_m365__office365_active_users') }} as licensed
    on people.user_key = licensed.user_key
    and not licensed.is_concealed
left join {{ ref('stg_m365__mailboxes') }} as mailboxes
    on people.user_key = mailboxes.user_key
    and not mailboxes.is_concealed
left join {{ ref('stg_m365__copilot_users') }} as copilot
    on people.user_key = copilot.user_key
    and not copilot.is_concealed
left join {{ ref('int_m365__product_activations') }} as activations
    on people.user_key = activations.user_key
    and products.measured_by = activations.measured_by
