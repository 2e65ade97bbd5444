{#
  How the tables of the connector are found and read, whatever the destination made of their names.
  These macros ask the warehouse while dbt compiles; the SQL that they leave behind asks nothing.
#}

{#- The table behind a source; none where it does not exist. -#}
{% macro find_relation(source_relation) %}
  {%- if not execute -%}
    {{ return(none) }}
  {%- endif -%}
  {{ return(adapter.get_relation(source_relation.database, source_relation.schema, source_relation.identifier)) }}
{% endmacro %}


{#-
  Lets dbt list the schemas of all sources before models run. dbt lists a schema in which it builds
  nothing when a model first asks for it, table by table, and another thread that asks meanwhile does
  not find the tables that are still to come: they would count as missing.
-#}
{% macro list_source_tables() %}
  {%- if execute -%}
    {%- for source in graph.sources.values() if source.package_name == 'microsoft_365' -%}
      {%- do adapter.get_relation(source.database, source.schema, source.identifier) -%}
    {%- endfor -%}
  {%- endif -%}
{% endmacro %}


{#- The columns of a table by their name in lower case. -#}
{% macro columns_by_name(relation) %}
  {%- set columns = {} -%}
  {%- if relation is not none -%}
    {%- for column in adapter.get_columns_in_relation(relation) -%}
      {%- do columns.update({column.name | lower: column}) -%}
    {%- endfor -%}
  {%- endif -%}
  {{ return(columns) }}
{% endmacro %}


{#- The first of some columns that the table has, quoted and cast; null where it has none. -#}
{% macro source_column(columns, names, type) %}
  {%- set candidates = [names] if names is string else names -%}
  {%- set present = candidates | map('lower') | select('in', columns) | list -%}
  {%- if not present -%}
    {{ return('cast(null as ' ~ microsoft_365.column_type(type) ~ ')') }}
  {%- endif -%}
  {%- set column = columns[present[0]] -%}
  {%- set value = adapter.quote(column.name) -%}
  {%- if type == 'timestamp' -%}
    {{ return(microsoft_365.utc_timestamp(value, column.data_type)) }}
  {%- endif -%}
  {{ return('cast(' ~ value ~ ' as ' ~ microsoft_365.column_type(type) ~ ')') }}
{% endmacro %}


{#-
  SELECT of a source with the columns [(name or names, alias, type), ...]. A missing column is null, a
  missing table has no rows. Types: string, integer, boolean, date, timestamp, money, json.
-#}
{% macro stage(source_relation, columns) %}
  {%- set relation = microsoft_365.find_relation(source_relation) -%}
  {%- set present = microsoft_365.columns_by_name(relation) -%}
select
  {%- for names, alias, type in columns %}
    {{ microsoft_365.source_column(present, names, type) }} as {{ alias }}{{ ',' if not loop.last }}
  {%- endfor %}
{% if relation is not none -%}
from {{ relation }}
{%- else -%}
from (select 1 as nothing) as no_table
where nothing = 0
{%- endif %}
{% endmacro %}
