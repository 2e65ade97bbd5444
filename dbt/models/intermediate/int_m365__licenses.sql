{#- Licences of users who are there: who was deleted holds none, also where a row of before is left. -#}
select licenses.*
from {{ ref('stg_m365__user_licenses') }} as licenses
left join {{ ref('stg_m365__deleted_users') }} as deleted_users
    on licenses.user_id = deleted_users.user_id
where deleted_users.user_id is null
