select
    user_id,
    sku_id,
    count(*) as reasons
from {{ ref('m365__wasted_seats') }}
where user_id is not null
group by user_id, sku_id
having count(*) > 1
