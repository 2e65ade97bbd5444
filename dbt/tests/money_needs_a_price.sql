select wasted_seat_id
from {{ ref('m365__wasted_seats') }}
where (monthly_price is null) <> (monthly_value is null)
    or (monthly_price is null and currency is not null)
