-- A domain without users means that a connection reads less than you think.
{%- set domains = var('expected_domains') %}
{%- for domain in domains %}
select '{{ domain }}' as expected_domain
where not exists (
    select 1
    from {{ ref('stg_m365__users') }}
    where lower(user_principal_name) like '%@{{ domain | lower }}'
)
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- if not domains %}
select user_principal_name as expected_domain
from {{ ref('stg_m365__users') }}
where 1 = 0
{%- endif %}
