{#- People of a department who hold a seat with a service; the department (all) has everybody. -#}
{%- set services = ['exchange', 'onedrive', 'sharepoint', 'teams', 'viva_engage', 'microsoft_365_apps'] -%}
with holders as (
  {%- for service in services %}
    select distinct
        '{{ service }}' as service,
        seats.user_id,
        coalesce(nullif(seats.department, ''), '(none)') as department
    from {{ ref('int_m365__seats') }} as seats
    inner join {{ ref('int_m365__sku_services') }} as services
        on seats.sku_id = services.sku_id
    where seats.is_held and not seats.is_suspended and services.has_{{ service }}
    {{ 'union all' if not loop.last }}
  {%- endfor %}
)

select
    service,
    department,
    count(*) as users
from holders
group by service, department
union all
select
    service,
    '(all)' as department,
    count(*) as users
from holders
group by service
