{#- Dates of use by service, each from the reports that tell it. -#}
{%- set services = {
    'exchange': ['active.exchange_last_activity_date', 'email.last_activity_date', 'email_app.last_activity_date'],
    'onedrive': ['active.onedrive_last_activity_date', 'onedrive.last_activity_date'],
    'sharepoint': ['active.sharepoint_last_activity_date', 'sharepoint.last_activity_date'],
    'teams': ['active.teams_last_activity_date', 'teams.last_activity_date', 'teams_device.last_activity_date'],
    'viva_engage': ['active.viva_engage_last_activity_date', 'viva_engage.last_activity_date', 'viva_engage_device.last_activity_date'],
    'skype_for_business': ['active.skype_for_business_last_activity_date'],
    'microsoft_365_apps': ['apps.last_activity_date'],
    'copilot': ['copilot.last_activity_date'],
} -%}
{%- set reports = {
    'active': 'stg_m365__office365_active_users',
    'apps': 'stg_m365__microsoft_365_apps_users',
    'email': 'stg_m365__email_users',
    'email_app': 'stg_m365__email_app_users',
    'onedrive': 'stg_m365__onedrive_users',
    'sharepoint': 'stg_m365__sharepoint_users',
    'teams': 'stg_m365__teams_users',
    'teams_device': 'stg_m365__teams_device_users',
    'viva_engage': 'stg_m365__viva_engage_users',
    'viva_engage_device': 'stg_m365__viva_engage_device_users',
    'copilot': 'stg_m365__copilot_users',
} -%}
{%- set date_columns = ['sign_in_date'] -%}
{%- for service in services -%}
  {%- do date_columns.append(service ~ '_date') -%}
{%- endfor -%}
with users as (
    select
        user_id,
        lower(user_principal_name) as user_key
    from {{ ref('stg_m365__users') }}
),

dates as (
    select
        users.user_id,
        sign_ins.user_id is not null as has_sign_in_row,
        cast(sign_ins.last_use_at as date) as sign_in_date,
      {%- for service, columns in services.items() %}
        {{ microsoft_365.latest_date(columns) if columns | length > 1 else columns[0] }} as {{ service }}_date,
      {%- endfor %}
        coalesce({% for report in reports %}{{ report }}.user_key{{ ', ' if not loop.last }}{% endfor %}) is not null as has_usage_row
    from users
    left join {{ ref('stg_m365__sign_in_activity') }} as sign_ins
        on users.user_id = sign_ins.user_id
  {%- for report, model in reports.items() %}
    left join {{ ref(model) }} as {{ report }}
        on users.user_key = {{ report }}.user_key
        and not {{ report }}.is_concealed
  {%- endfor %}
),

last_seen as (
    select
        *,
        {{ microsoft_365.latest_date(date_columns) }} as last_seen_date
    from dates
)

select
    *,
    has_sign_in_row or has_usage_row as is_known,
    case last_seen_date
      {%- for column in date_columns %}
        when {{ column }} then '{{ column[:-5] }}'
      {%- endfor %}
    end as last_seen_source
from last_seen
