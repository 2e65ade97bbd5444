{# The types of columns, and times in UTC. #}

{% macro column_type(type) %}
  {%- if type == 'string' %}{{ return(dbt.type_string()) }}{% endif -%}
  {%- if type == 'integer' %}{{ return(dbt.type_bigint()) }}{% endif -%}
  {%- if type == 'boolean' %}{{ return(dbt.type_boolean()) }}{% endif -%}
  {%- if type == 'timestamp' %}{{ return(dbt.type_timestamp()) }}{% endif -%}
  {%- if type == 'money' %}{{ return(dbt.type_numeric()) }}{% endif -%}
  {%- if type == 'date' %}{{ return('date') }}{% endif -%}
  {%- if type == 'json' %}{{ return(microsoft_365.json_type()) }}{% endif -%}
  {{ exceptions.raise_compiler_error('There is no column type ' ~ type) }}
{% endmacro %}


{#- A time as a timestamp without zone in UTC, from a column with a zone, without one, or of text. -#}
{% macro utc_timestamp(value, data_type) %}
  {{ return(adapter.dispatch('utc_timestamp', 'microsoft_365')(value, data_type | lower)) }}
{% endmacro %}

{% macro default__utc_timestamp(value, data_type) %}
  {%- if 'char' in data_type or 'text' in data_type or 'string' in data_type -%}
    {{ return('cast(cast(' ~ value ~ " as timestamp with time zone) at time zone 'UTC' as timestamp)") }}
  {%- elif ('time zone' in data_type and 'without' not in data_type) or 'timestamptz' in data_type -%}
    {{ return('cast(' ~ value ~ " at time zone 'UTC' as timestamp)") }}
  {%- endif -%}
  {{ return('cast(' ~ value ~ ' as timestamp)') }}
{% endmacro %}

{#- Not tested. -#}
{% macro snowflake__utc_timestamp(value, data_type) %}
  {%- if 'ntz' in data_type -%}
    {{ return('cast(' ~ value ~ ' as timestamp_ntz)') }}
  {%- endif -%}
  {{ return("cast(convert_timezone('UTC', cast(" ~ value ~ ' as timestamp_tz)) as timestamp_ntz)') }}
{% endmacro %}

{#- Not tested. -#}
{% macro bigquery__utc_timestamp(value, data_type) %}
  {{ return('cast(' ~ value ~ ' as timestamp)') }}
{% endmacro %}

{#- Not tested; take UTC as the time zone of the session. -#}
{% macro spark__utc_timestamp(value, data_type) %}
  {{ return('cast(' ~ value ~ ' as timestamp)') }}
{% endmacro %}
