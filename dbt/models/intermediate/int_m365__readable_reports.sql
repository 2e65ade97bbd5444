{%- set reports = {
    'active_users': 'stg_m365__office365_active_users',
    'apps': 'stg_m365__microsoft_365_apps_users',
    'mailboxes': 'stg_m365__mailboxes',
    'onedrives': 'stg_m365__onedrive_accounts',
    'activations': 'stg_m365__office_activations',
} -%}
{%- for name, model in reports.items() %}
select
    '{{ name }}' as report,
    count(*) > 0 as is_readable
from {{ ref(model) }}
where not is_concealed
{{ 'union all' if not loop.last }}
{%- endfor %}
