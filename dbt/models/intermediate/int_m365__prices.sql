{#- The price of a product today, found by its id or its part number. -#}
with dated_prices as (
    select
        prices.sku_id,
        prices.sku_part_number,
        prices.monthly_price,
        coalesce(prices.currency, as_of.default_currency) as currency,
        row_number() over (
            partition by prices.sku_id, prices.sku_part_number
            order by prices.valid_from desc nulls last, prices.monthly_price desc
        ) as price_number
    from {{ ref('stg_m365__prices') }} as prices
    cross join {{ ref('int_m365__as_of') }} as as_of
    where
        prices.monthly_price is not null
        and (prices.valid_from is null or prices.valid_from <= as_of.as_of_date)
)

select
    lower(sku_id) as sku_id,
    lower(sku_part_number) as sku_part_number,
    monthly_price,
    currency
from dated_prices
where price_number = 1
