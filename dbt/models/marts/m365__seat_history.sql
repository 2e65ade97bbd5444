{{ config(
    materialized='incremental',
    incremental_strategy=microsoft_365.replace_day_strategy(),
    unique_key='as_of_date',
    on_schema_change='append_new_columns'
) }}
{#- A build replaces its own day whole, and no other. -#}
select
    cast(as_of_date as {{ dbt.type_string() }}) || '_' || seat_id as seat_history_id,
    as_of_date,
    seat_id,
    user_id,
    user_principal_name,
    department,
    sku_id,
    product,
    reason,
    confidence,
    is_unknown,
    last_seen_date,
    cast(days_idle as {{ dbt.type_bigint() }}) as days_idle,
    monthly_price,
    currency,
    settings_hash
from {{ ref('int_m365__seat_verdicts') }}
where is_assigned_to_people and is_held and as_of_date is not null
