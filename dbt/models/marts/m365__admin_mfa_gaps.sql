with methods as (
    select
        user_id,
        {{ dbt.listagg('method', "','", 'order by method') }} as methods
    from (
        select
            details.user_id,
            {{ microsoft_365.json_element_text() }} as method
        from {{ ref('stg_m365__user_registration_details') }} as details
        {{ microsoft_365.json_elements('details.methods_registered') }}
        where details.is_admin
    ) as registered
    group by user_id
)

select
    users.user_id,
    users.user_principal_name,
    users.display_name,
    details.is_mfa_registered,
    details.is_mfa_capable,
    methods.methods,
    activity.last_seen_date
from {{ ref('stg_m365__user_registration_details') }} as details
inner join {{ ref('stg_m365__users') }} as users
    on details.user_id = users.user_id
left join methods
    on details.user_id = methods.user_id
left join {{ ref('int_m365__user_activity') }} as activity
    on details.user_id = activity.user_id
where
    users.account_enabled
    and details.is_admin
    and (not details.is_mfa_registered or not details.is_mfa_capable)
