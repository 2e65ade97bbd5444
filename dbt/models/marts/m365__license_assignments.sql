with group_names as (
    select
        group_id,
        max(group_name) as group_name
    from {{ ref('stg_m365__license_groups') }}
    group by group_id
)

select
    licenses.user_license_id,
    licenses.user_id,
    coalesce(users.user_principal_name, licenses.user_principal_name) as user_principal_name,
    users.display_name,
    users.account_enabled,
    users.user_type,
    users.department,
    licenses.sku_id,
    coalesce(products.product, licenses.sku_name, licenses.sku_part_number, licenses.sku_id) as product,
    licenses.source,
    licenses.group_id,
    group_names.group_name,
    licenses.state,
    nullif(licenses.error, 'None') as error,
    licenses.is_held as is_seat_held,
    seats.seat_since_date,
    licenses.last_updated_at,
    as_of.as_of_date
from {{ ref('int_m365__licenses') }} as licenses
cross join {{ ref('int_m365__as_of') }} as as_of
left join {{ ref('stg_m365__users') }} as users
    on licenses.user_id = users.user_id
left join {{ ref('int_m365__products') }} as products
    on licenses.sku_id = products.sku_id
left join {{ ref('int_m365__seats') }} as seats
    on licenses.user_id = seats.user_id
    and licenses.sku_id = seats.sku_id
left join group_names
    on licenses.group_id = group_names.group_id
