{#- The tables of the connector, as in models/staging/src_m365.yml. -#}
{% macro connector_tables() %}
  {{ return([
    'users',
    'subscribed_skus',
    'directory_subscriptions',
    'organization',
    'user_organization_details',
    'user_licenses',
    'license_groups',
    'sign_in_activity',
    'user_registration_details',
    'office365_active_user_detail',
    'm365_app_user_detail',
    'office365_activations_user_detail',
    'email_activity_user_detail',
    'email_app_usage_user_detail',
    'mailbox_usage_detail',
    'onedrive_activity_user_detail',
    'onedrive_usage_account_detail',
    'sharepoint_activity_user_detail',
    'sharepoint_site_usage_detail',
    'teams_user_activity_user_detail',
    'teams_device_usage_user_detail',
    'yammer_activity_user_detail',
    'yammer_device_usage_user_detail',
    'copilot_usage_user_detail',
    'teams_team_activity_detail',
    'office365_groups_activity_detail',
    'yammer_groups_activity_detail',
    'office365_active_user_detail_daily',
    'm365_app_user_detail_daily',
    'email_activity_user_detail_daily',
    'email_app_usage_user_detail_daily',
    'onedrive_activity_user_detail_daily',
    'onedrive_usage_account_detail_daily',
    'sharepoint_activity_user_detail_daily',
    'sharepoint_site_usage_detail_daily',
    'teams_user_activity_user_detail_daily',
    'teams_device_usage_user_detail_daily',
    'yammer_activity_user_detail_daily',
    'yammer_device_usage_user_detail_daily',
    'teams_team_activity_detail_daily',
    'office365_groups_activity_detail_daily',
    'yammer_groups_activity_detail_daily'
  ]) }}
{% endmacro %}


{#- One row for each of them that exists: its rows and its newest synced_at. -#}
{% macro stage_source_tables() %}
  {%- set selects = [] -%}
  {%- for name in microsoft_365.connector_tables() -%}
    {%- set relation = microsoft_365.find_relation(source('m365', name)) -%}
    {%- if relation is not none -%}
      {%- set synced_at = microsoft_365.source_column(microsoft_365.columns_by_name(relation), 'synced_at', 'timestamp') -%}
      {%- do selects.append(
        "select '" ~ name ~ "' as table_name, count(*) as source_rows, max(" ~ synced_at ~ ') as newest_synced_at from ' ~ relation
      ) -%}
    {%- endif -%}
  {%- endfor %}
select
    cast(table_name as {{ dbt.type_string() }}) as table_name,
    cast(source_rows as {{ dbt.type_bigint() }}) as source_rows,
    newest_synced_at
from (
    select
        null as table_name,
        0 as source_rows,
        cast(null as {{ dbt.type_timestamp() }}) as newest_synced_at
  {%- for select in selects %}
    union all
    {{ select }}
  {%- endfor %}
) as source_tables
where table_name is not null
{% endmacro %}
