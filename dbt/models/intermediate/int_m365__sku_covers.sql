{#-
  Which product makes which other one superfluous for a person who holds both. A round of joining
  chains with chains doubles their length; none is longer than eight links.
-#}
with products as (
    select *
    from {{ ref('int_m365__products') }}
),

plans as (
    select
        sku_id,
        plan_id
    from {{ ref('int_m365__sku_plans') }}
    where plan_name is null or plan_name not like 'EXCHANGE_S_FOUNDATION%'
),

plan_counts as (
    select
        sku_id,
        count(*) as plan_count
    from plans
    group by sku_id
),

common_plans as (
    select
        one.sku_id,
        other.sku_id as covering_sku_id,
        count(*) as plan_count
    from plans as one
    inner join plans as other on one.plan_id = other.plan_id and one.sku_id <> other.sku_id
    group by one.sku_id, other.sku_id
),

{#- The seed by the ids of the tenant where it owns the product, so that a chain may pass through others. #}
names as (
    select
        seed.sku_id as seed_sku_id,
        coalesce(max(products.sku_id), seed.sku_id) as sku_id
    from (
        select
            sku_id,
            sku_part_number
        from {{ ref('m365_sku_includes') }}
        union
        select
            included_sku_id as sku_id,
            included_sku_part_number as sku_part_number
        from {{ ref('m365_sku_includes') }}
    ) as seed
    left join products
        on seed.sku_id = lower(products.sku_id)
        or lower(seed.sku_part_number) = lower(products.sku_part_number)
    group by seed.sku_id
),

pairs as (
    select
        common_plans.sku_id,
        common_plans.covering_sku_id
    from common_plans
    inner join plan_counts
        on common_plans.sku_id = plan_counts.sku_id
        and common_plans.plan_count = plan_counts.plan_count
    union
    select
        included.sku_id,
        including.sku_id as covering_sku_id
    from {{ ref('m365_sku_includes') }} as seed
    inner join names as included on seed.included_sku_id = included.seed_sku_id
    inner join names as including on seed.sku_id = including.seed_sku_id
),

{%- for links in [2, 4, 8] %}
{%- set shorter = 'pairs' if loop.first else 'chains_of_' ~ links // 2 %}

chains_of_{{ links }} as (
    select
        sku_id,
        covering_sku_id
    from {{ shorter }}
    union
    select
        inner_chains.sku_id,
        outer_chains.covering_sku_id
    from {{ shorter }} as inner_chains
    inner join {{ shorter }} as outer_chains on inner_chains.covering_sku_id = outer_chains.sku_id
),
{%- endfor %}

{#- One order of all products, so that of equal ones one is left, however many a person holds. #}
ranked as (
    select
        sku_id,
        row_number() over (order by coalesce(monthly_price, -1), sku_id) as rank_number
    from products
    where is_assigned_to_people and not is_suspended
)

select
    chains.sku_id,
    chains.covering_sku_id
from chains_of_8 as chains
inner join ranked as covered on chains.sku_id = covered.sku_id
inner join ranked as covering on chains.covering_sku_id = covering.sku_id
left join chains_of_8 as reverse
    on chains.sku_id = reverse.covering_sku_id
    and chains.covering_sku_id = reverse.sku_id
where
    covered.sku_id <> covering.sku_id
    and (reverse.sku_id is null or covering.rank_number > covered.rank_number)
