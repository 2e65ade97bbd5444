{#- Whether a product brings a service, by its service plans. -#}
{%- set services = ['exchange', 'onedrive', 'sharepoint', 'teams', 'viva_engage', 'skype_for_business', 'microsoft_365_apps'] -%}
select
    plans.sku_id,
  {%- for service in services %}
    max(case when usage.service = '{{ service }}' then 1 else 0 end) = 1 as has_{{ service }}{{ ',' if not loop.last }}
  {%- endfor %}
from {{ ref('int_m365__sku_plans') }} as plans
inner join {{ ref('m365_plan_usage') }} as usage
    on plans.plan_name = usage.plan_name
group by plans.sku_id
