{# Values out of JSON columns, by warehouse. DuckDB and PostgreSQL are tested, the others are not. #}

{% macro json_type() %}
  {{ return(adapter.dispatch('json_type', 'microsoft_365')()) }}
{% endmacro %}

{% macro default__json_type() %}{{ return('json') }}{% endmacro %}
{% macro postgres__json_type() %}{{ return('jsonb') }}{% endmacro %}
{% macro redshift__json_type() %}{{ return('super') }}{% endmacro %}
{% macro snowflake__json_type() %}{{ return('variant') }}{% endmacro %}
{% macro spark__json_type() %}{{ return('string') }}{% endmacro %}


{#- A member of an object as text. -#}
{% macro json_text(column, key) %}
  {{ return(adapter.dispatch('json_text', 'microsoft_365')(column, key)) }}
{% endmacro %}

{% macro default__json_text(column, key) %}{{ return("json_extract_string(" ~ column ~ ", '$." ~ key ~ "')") }}{% endmacro %}
{% macro postgres__json_text(column, key) %}{{ return("(" ~ column ~ " ->> '" ~ key ~ "')") }}{% endmacro %}
{% macro redshift__json_text(column, key) %}{{ return("cast(" ~ column ~ ".\"" ~ key ~ "\" as varchar)") }}{% endmacro %}
{% macro snowflake__json_text(column, key) %}{{ return("cast(" ~ column ~ "['" ~ key ~ "'] as varchar)") }}{% endmacro %}
{% macro bigquery__json_text(column, key) %}{{ return("json_value(" ~ column ~ ", '$." ~ key ~ "')") }}{% endmacro %}
{% macro spark__json_text(column, key) %}{{ return("get_json_object(" ~ column ~ ", '$." ~ key ~ "')") }}{% endmacro %}


{#- What joins each row with the elements of an array; json_element and json_element_text read them. -#}
{% macro json_elements(column) %}
  {{ return(adapter.dispatch('json_elements', 'microsoft_365')(column)) }}
{% endmacro %}

{% macro default__json_elements(column) %}
  {{ return("cross join unnest(from_json(" ~ column ~ ", '[\"json\"]')) as elements(element)") }}
{% endmacro %}
{% macro postgres__json_elements(column) %}
  {{ return(
    "cross join jsonb_array_elements(case when jsonb_typeof(" ~ column ~ ") = 'array' then " ~ column
    ~ " end) as elements(element)"
  ) }}
{% endmacro %}
{% macro redshift__json_elements(column) %}{{ return(", " ~ column ~ " as element") }}{% endmacro %}
{% macro snowflake__json_elements(column) %}{{ return(", lateral flatten(input => " ~ column ~ ") as elements") }}{% endmacro %}
{% macro bigquery__json_elements(column) %}{{ return("cross join unnest(json_query_array(" ~ column ~ ")) as element") }}{% endmacro %}
{% macro spark__json_elements(column) %}
  {{ return("lateral view explode(from_json(" ~ column ~ ", 'array<string>')) elements as element") }}
{% endmacro %}


{% macro json_element() %}
  {{ return(adapter.dispatch('json_element', 'microsoft_365')()) }}
{% endmacro %}

{% macro default__json_element() %}{{ return('element') }}{% endmacro %}
{% macro snowflake__json_element() %}{{ return('elements.value') }}{% endmacro %}


{#- The element itself as text, where it is no object. -#}
{% macro json_element_text() %}
  {{ return(adapter.dispatch('json_element_text', 'microsoft_365')()) }}
{% endmacro %}

{% macro default__json_element_text() %}{{ return("json_extract_string(element, '$')") }}{% endmacro %}
{% macro postgres__json_element_text() %}{{ return("(element #>> '{}')") }}{% endmacro %}
{% macro redshift__json_element_text() %}{{ return('cast(element as varchar)') }}{% endmacro %}
{% macro snowflake__json_element_text() %}{{ return('cast(elements.value as varchar)') }}{% endmacro %}
{% macro bigquery__json_element_text() %}{{ return("json_value(element, '$')") }}{% endmacro %}
{% macro spark__json_element_text() %}{{ return('element') }}{% endmacro %}
