{%- set apps = ['copilot_chat', 'teams', 'word', 'excel', 'powerpoint', 'outlook', 'onenote', 'loop'] -%}
{%- set newer_apps = ['copilot_chat_work', 'copilot_chat_web', 'microsoft_365_copilot', 'edge', 'agent'] -%}
select
    seats.seat_id,
    seats.user_id,
    seats.user_principal_name,
    seats.display_name,
    seats.account_enabled,
    seats.department,
    seats.sku_id,
    seats.product,
    seats.seat_since_date,
    copilot.last_activity_date,
  {%- for app in apps + newer_apps %}
    copilot.{{ app }}_last_activity_date,
  {%- endfor %}
    case
        when copilot.user_key is null then 'unknown'
        when copilot.last_activity_date is null then 'never'
        when {{ microsoft_365.days_between('copilot.last_activity_date', 'seats.as_of_date') }} <= 7 then 'last_7_days'
        when {{ microsoft_365.days_between('copilot.last_activity_date', 'seats.as_of_date') }} <= 30 then 'last_30_days'
        when {{ microsoft_365.days_between('copilot.last_activity_date', 'seats.as_of_date') }} <= 90 then 'last_90_days'
        else 'older'
    end as band,
    case when copilot.user_key is not null then copilot.last_activity_date is null end as is_never_used,
    copilot.prompts_submitted,
    copilot.active_usage_days,
    copilot.report_period as report_period_days,
    copilot.report_refresh_date,
    seats.as_of_date
from {{ ref('int_m365__seats') }} as seats
left join {{ ref('stg_m365__copilot_users') }} as copilot
    on lower(seats.user_principal_name) = copilot.user_key
    and not copilot.is_concealed
where seats.measured_by = 'copilot' and seats.is_held
