{#- The one model that reads vars: in the SQL of all others stands no setting. -#}
{%- set as_of = var('as_of', none) -%}
{%- set currency = var('default_currency', none) -%}
with settings as (
    select
        cast({{ var('inactive_days') }} as integer) as inactive_days,
        cast({{ var('new_seat_grace_days') }} as integer) as new_seat_grace_days,
        cast({{ "'" ~ as_of ~ "'" if as_of else 'null' }} as date) as as_of,
        cast({{ "'" ~ currency ~ "'" if currency else 'null' }} as {{ dbt.type_string() }}) as default_currency
),

hashed as (
    select
        *,
        cast(inactive_days as {{ dbt.type_string() }}) || ',' || cast(new_seat_grace_days as {{ dbt.type_string() }})
            as hashed_settings
    from settings
)

select
    inactive_days,
    new_seat_grace_days,
    as_of,
    default_currency,
    {{ dbt.hash('hashed_settings') }} as settings_hash
from hashed
