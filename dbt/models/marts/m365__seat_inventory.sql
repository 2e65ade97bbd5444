{%- set tiers = ['certain', 'probable', 'review', 'excluded'] -%}
with wasted as (
    select
        sku_id,
      {%- for tier in tiers %}
        {{ microsoft_365.whole_sum("case when confidence = '" ~ tier ~ "' then seats else 0 end") }}
            as wasted_{{ tier }}_seats{{ ',' if not loop.last }}
      {%- endfor %}
    from {{ ref('m365__wasted_seats') }}
    group by sku_id
),

held as (
    select
        sku_id,
        {{ microsoft_365.whole_sum('case when is_held then 1 else 0 end') }} as held_in_scope,
        {{ microsoft_365.whole_sum('case when is_unknown then 1 else 0 end') }} as unknown_seats,
        max(case when is_product_use_missing and measured_by = 'copilot' then 1 else 0 end) = 1 as is_copilot_missing,
        max(case when is_product_use_missing and measured_by <> 'copilot' then 1 else 0 end) = 1 as is_activations_missing,
        max(case when is_activity_missing and not is_active_users_readable then 1 else 0 end) = 1 as is_active_users_missing,
        max(case when is_activity_missing then 1 else 0 end) = 1 as is_sign_ins_missing,
        max(case when is_holding_missing then 1 else 0 end) = 1 as is_holding_missing,
        max(case when is_user_missing then 1 else 0 end) = 1 as is_user_missing
    from {{ ref('int_m365__seat_verdicts') }}
    group by sku_id
),

subscriptions as (
    select
        subscriptions.sku_id,
        max(case when subscriptions.is_trial then 1 when not subscriptions.is_trial then 0 end) = 1 as is_trial,
        min(case when cast(subscriptions.next_lifecycle_at as date) >= as_of.as_of_date then subscriptions.next_lifecycle_at end)
            as next_at,
        max(case when cast(subscriptions.next_lifecycle_at as date) < as_of.as_of_date then subscriptions.next_lifecycle_at end)
            as latest_past_at
    from {{ ref('stg_m365__directory_subscriptions') }} as subscriptions
    cross join {{ ref('int_m365__as_of') }} as as_of
    group by subscriptions.sku_id
)

select
    products.sku_id,
    products.sku_part_number,
    products.product,
    products.is_assigned_to_people,
    products.usable_seats,
    products.warning_seats,
    products.suspended_seats,
    products.assigned_seats,
    products.unassigned_seats,
    products.over_assigned_seats,
    coalesce(held.held_in_scope, 0) as held_in_scope,
    cast(coalesce(unassigned.buffer_seats, 0) as {{ dbt.type_bigint() }}) as buffer_seats,
  {%- for tier in tiers %}
    coalesce(wasted.wasted_{{ tier }}_seats, 0) as wasted_{{ tier }}_seats,
  {%- endfor %}
    coalesce(held.unknown_seats, 0) as unknown_seats,
    {{ microsoft_365.names_where([
        ('copilot_usage_user_detail', 'held.is_copilot_missing'),
        ('office365_activations_user_detail', 'held.is_activations_missing'),
        ('office365_active_user_detail', 'held.is_active_users_missing'),
        ('sign_in_activity', 'held.is_sign_ins_missing'),
        ('user_licenses', 'held.is_holding_missing'),
        ('users', 'held.is_user_missing'),
    ]) }} as missing_data,
    products.monthly_price,
    products.currency,
    cast(products.monthly_price * products.usable_seats as {{ dbt.type_numeric() }}) as monthly_value,
    cast(
        products.monthly_price * (
            coalesce(wasted.wasted_certain_seats, 0)
            + coalesce(wasted.wasted_probable_seats, 0)
            + coalesce(wasted.wasted_review_seats, 0)
        ) as {{ dbt.type_numeric() }}
    ) as wasted_monthly_value,
    products.capability_status,
    coalesce(subscriptions.next_at, subscriptions.latest_past_at) as next_renewal_at,
    subscriptions.is_trial,
    as_of.as_of_date
from {{ ref('int_m365__products') }} as products
cross join {{ ref('int_m365__as_of') }} as as_of
left join wasted on products.sku_id = wasted.sku_id
left join held on products.sku_id = held.sku_id
left join subscriptions on products.sku_id = subscriptions.sku_id
left join {{ ref('int_m365__unassigned_seats') }} as unassigned on products.sku_id = unassigned.sku_id
