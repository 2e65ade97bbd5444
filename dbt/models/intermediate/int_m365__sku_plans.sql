with elements as (
    select
        skus.sku_id,
        {{ microsoft_365.json_text(microsoft_365.json_element(), 'servicePlanId') }} as plan_id,
        {{ microsoft_365.json_text(microsoft_365.json_element(), 'servicePlanName') }} as plan_name
    from {{ ref('stg_m365__subscribed_skus') }} as skus
    {{ microsoft_365.json_elements('skus.service_plans') }}
)

select distinct
    sku_id,
    plan_id,
    plan_name
from elements
where plan_id is not null
