{# Which of the rows of a source count: a table that is appended to holds every version of a row. #}

{#- The newest row of each key, of equally new ones the first by tie. Takes a CTE that has synced_at. -#}
{% macro newest(rows, key, tie=none) %}
select *
from (
    select
        *,
        row_number() over (partition by {{ key }} order by synced_at desc{{ ', ' ~ tie if tie }}) as version_number
    from {{ rows }}
) as versions
where version_number = 1
{% endmacro %}


{#- The aliases of a list of columns as a select list. -#}
{% macro select_list(columns) %}
  {%- for column in columns %}
    {{ column[1] }}{{ ',' if not loop.last }}
  {%- endfor %}
{% endmacro %}


{#- Rows of a stream that says what is gone: the newest row of each id, or the newest deletions. -#}
{% macro stage_current(source_relation, columns, deleted=false) %}
  {%- set bookkeeping = [('_ab_cdc_deleted_at', 'deleted_at', 'timestamp'), ('synced_at', 'synced_at', 'timestamp')] -%}
with source_rows as (
{{ microsoft_365.stage(source_relation, columns + bookkeeping) }}
),

newest_rows as (
{{ microsoft_365.newest('source_rows', columns[0][1]) }}
)

select
  {{- microsoft_365.select_list(columns) }},
    synced_at
from newest_rows
where deleted_at is {{ 'not ' if deleted }}null
{% endmacro %}


{#-
  Rows of a stream that is read whole each time. Of a table that is appended to, the rows of the newest
  generation count; where the destination does not number them, the newest rows of each owner: all rows
  of one owner arrive together.
-#}
{% macro stage_whole(source_relation, columns, owner) %}
  {%- set bookkeeping = [('_airbyte_generation_id', 'generation_id', 'integer'), ('synced_at', 'synced_at', 'timestamp')] -%}
with source_rows as (
{{ microsoft_365.stage(source_relation, columns + bookkeeping) }}
),

newest_generation as (
    select max(generation_id) as generation_id
    from source_rows
),

counted_rows as (
    select
        source_rows.*,
        max(source_rows.synced_at) over (partition by source_rows.{{ owner }}) as owner_synced_at
    from source_rows
    cross join newest_generation
    where
        newest_generation.generation_id is null
        or source_rows.generation_id = newest_generation.generation_id
),

newest_rows as (
{{ microsoft_365.newest('counted_rows', columns[0][1]) }}
)

select
  {{- microsoft_365.select_list(columns) }},
    synced_at
from newest_rows
where synced_at = owner_synced_at
{% endmacro %}


{#-
  Rows of a usage report about users who are there, one a user (or a user and one more column): those of
  the newest refresh date, of a daily report those of the newest one of each day. An older one may tell of
  a user by a former name. The first column is the name of the user.
-#}
{% macro stage_report(source_relation, columns, per=none, daily=false) %}
  {%- set bookkeeping = [
    ('id', 'report_row_id', 'string'),
    ('reportRefreshDate', 'report_refresh_date', 'date'),
    ('reportDate', 'report_date', 'date'),
    ('isDeleted', 'is_deleted', 'boolean'),
    ('names_concealed', 'names_concealed', 'boolean'),
    ('synced_at', 'synced_at', 'timestamp')
  ] -%}
  {%- set day = 'report_date' if daily else none -%}
  {%- set key = ['coalesce(user_key, report_row_id)', per, day] | select | join(', ') -%}
with source_rows as (
{{ microsoft_365.stage(source_relation, columns + bookkeeping) }}
),

dated_rows as (
    select
        *,
        lower({{ columns[0][1] }}) as user_key,
        max(report_refresh_date) over ({{ 'partition by ' ~ day if day }}) as newest_refresh_date
    from source_rows
),

snapshot_rows as (
    select *
    from dated_rows
    where report_refresh_date = newest_refresh_date and is_deleted is not true
),

newest_rows as (
{{ microsoft_365.newest('snapshot_rows', key, 'report_row_id') }}
)

select
    report_row_id,
    {{ day or 'report_refresh_date' }},
    user_key,
    {{ microsoft_365.is_concealed() }} as is_concealed,
  {{- microsoft_365.select_list(columns) }},
    synced_at
from newest_rows
{% endmacro %}


{#- Whether a row of a report names nobody. A name without @ is a pseudonym of Microsoft. -#}
{% macro is_concealed() -%}
coalesce(names_concealed, false) or user_key is null or user_key not like '%@%'
{%- endmacro %}
