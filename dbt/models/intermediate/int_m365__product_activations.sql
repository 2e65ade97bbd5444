{#- What the report on activations says of the products that people buy for its sake, one row a user. -#}
with activations as (
    select
        user_key,
        last_activated_date,
        case
            when upper(product_type) like '%VISIO%' then 'visio'
            when upper(product_type) like '%PROJECT%' then 'project'
            when upper(product_type) like '%APPS FOR %' or upper(product_type) like '%PROPLUS%' then 'apps'
        end as measured_by
    from {{ ref('stg_m365__office_activations') }}
    where not is_concealed
)

select
    user_key,
    measured_by,
    max(last_activated_date) as last_activated_date
from activations
where measured_by is not null
group by user_key, measured_by
