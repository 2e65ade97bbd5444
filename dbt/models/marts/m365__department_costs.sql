{%- set dimensions = {'department': 'department', 'cost_center': 'cost_center', 'manager': 'manager_id'} -%}
with seats as (
    select
        verdicts.*,
        case when verdicts.reason is not null and verdicts.confidence <> 'excluded' then 1 else 0 end as wasted_seats
    from {{ ref('int_m365__seat_verdicts') }} as verdicts
    where verdicts.is_assigned_to_people and verdicts.is_held
),

grouped as (
  {%- for dimension, column in dimensions.items() %}
    select
        '{{ dimension }}' as dimension,
        coalesce(nullif({{ column }}, ''), '(none)') as dimension_value,
        sku_id,
        max(product) as product,
        max(monthly_price) as monthly_price,
        max(currency) as currency,
        count(*) as seats,
        {{ microsoft_365.whole_sum('wasted_seats') }} as wasted_seats,
        {{ microsoft_365.whole_sum('case when is_unknown then 1 else 0 end') }} as unknown_seats,
        max(as_of_date) as as_of_date
    from seats
    group by coalesce(nullif({{ column }}, ''), '(none)'), sku_id
    {{ 'union all' if not loop.last }}
  {%- endfor %}
)

select
    grouped.dimension || '|' || grouped.dimension_value || '|' || grouped.sku_id as department_cost_id,
    grouped.dimension,
    grouped.dimension_value,
    case
        when grouped.dimension = 'manager' and grouped.dimension_value <> '(none)' then managers.display_name
        else grouped.dimension_value
    end as dimension_name,
    grouped.sku_id,
    grouped.product,
    cast(grouped.seats as {{ dbt.type_bigint() }}) as seats,
    grouped.wasted_seats,
    grouped.unknown_seats,
    grouped.monthly_price,
    grouped.currency,
    cast(grouped.monthly_price * grouped.seats as {{ dbt.type_numeric() }}) as monthly_value,
    cast(grouped.monthly_price * grouped.wasted_seats as {{ dbt.type_numeric() }}) as wasted_monthly_value,
    grouped.as_of_date
from grouped
left join {{ ref('stg_m365__users') }} as managers
    on grouped.dimension_value = managers.user_id
    and grouped.dimension = 'manager'
