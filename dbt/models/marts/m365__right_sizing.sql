{%- set apps = ['outlook', 'word', 'excel', 'powerpoint', 'onenote'] -%}
with readable as (
    select
        max(case when report = 'mailboxes' and is_readable then 1 else 0 end) = 1 as is_mailboxes_readable,
        max(case when report = 'onedrives' and is_readable then 1 else 0 end) = 1 as is_onedrives_readable
    from {{ ref('int_m365__readable_reports') }}
),

onedrives as (
    select
        user_key,
        {{ microsoft_365.whole_sum('storage_used_bytes') }} as storage_used_bytes,
        max(case when storage_used_bytes is null then 1 else 0 end) = 1 as is_size_unknown
    from {{ ref('stg_m365__onedrive_accounts') }}
    where not is_concealed
    group by user_key
),

evidence as (
    select
        seats.*,
        apps.user_key is not null as has_apps_row,
        case when apps.user_key is not null then
          {%- for app in apps %}
            coalesce(apps.{{ app }}_windows, false) or coalesce(apps.{{ app }}_mac, false){{ ' or' if not loop.last }}
          {%- endfor %}
        end as uses_desktop_apps,
        apps.report_period as desktop_apps_period_days,
        onedrives.storage_used_bytes as onedrive_bytes,
        not readable.is_onedrives_readable or coalesce(onedrives.is_size_unknown, false) as is_onedrive_unknown,
        not readable.is_mailboxes_readable
        or (seats.has_mailbox_row and (seats.mailbox_bytes is null or seats.has_archive is null)) as is_mailbox_size_unknown
    from {{ ref('int_m365__seat_verdicts') }} as seats
    cross join readable
    left join {{ ref('stg_m365__microsoft_365_apps_users') }} as apps
        on lower(seats.user_principal_name) = apps.user_key
        and not apps.is_concealed
    left join onedrives
        on lower(seats.user_principal_name) = onedrives.user_key
    where seats.is_held and seats.is_assigned_to_people and not seats.is_suspended
),

candidates as (
    select
        evidence.*,
        smaller.smaller_sku_id,
        smaller.smaller_product,
        smaller.preference,
        coalesce(evidence.uses_desktop_apps, false) as is_blocked_by_desktop_apps,
        coalesce(evidence.mailbox_bytes > smaller.max_mailbox_bytes, false) as is_blocked_by_mailbox,
        coalesce(evidence.onedrive_bytes > smaller.max_onedrive_bytes, false) as is_blocked_by_onedrive,
        coalesce(evidence.has_archive, false) as is_blocked_by_archive,
        evidence.reason is not null as is_blocked_by_waste,
        not evidence.has_apps_row or evidence.is_mailbox_size_unknown or evidence.is_onedrive_unknown as is_data_missing
    from evidence
    inner join {{ ref('int_m365__products') }} as products
        on evidence.sku_id = products.sku_id
    inner join {{ ref('m365_smaller_plans') }} as smaller
        on lower(products.sku_id) = smaller.sku_id
        or lower(products.sku_part_number) = lower(smaller.sku_part_number)
),

judged as (
    select
        *,
        not is_blocked_by_desktop_apps
        and not is_blocked_by_mailbox
        and not is_blocked_by_onedrive
        and not is_blocked_by_archive
        and not is_blocked_by_waste
        and not is_data_missing as is_fitting
    from candidates
),

smaller_prices as (
    select
        smaller.smaller_sku_id,
        prices.monthly_price,
        row_number() over (
            partition by smaller.smaller_sku_id
            order by case when prices.sku_id is not null then 0 else 1 end, prices.monthly_price desc
        ) as price_number
    from {{ ref('m365_smaller_plans') }} as smaller
    inner join {{ ref('int_m365__prices') }} as prices
        on smaller.smaller_sku_id = prices.sku_id
        or (prices.sku_id is null and lower(smaller.smaller_sku_part_number) = prices.sku_part_number)
),

smallest as (
    select *
    from judged
    where preference = 1
),

fitting as (
    select
        seat_id,
        smaller_sku_id,
        smaller_product,
        row_number() over (partition by seat_id order by preference) as fitting_number
    from judged
    where is_fitting
)

select
    smallest.seat_id,
    smallest.user_id,
    smallest.user_principal_name,
    smallest.display_name,
    smallest.department,
    smallest.sku_id,
    smallest.product,
    fitting.smaller_sku_id as fits_in_sku_id,
    fitting.smaller_product as fits_in,
    {{ microsoft_365.names_where([
        ('archive', 'smallest.is_blocked_by_archive'),
        ('desktop_apps', 'smallest.is_blocked_by_desktop_apps'),
        ('mailbox_size', 'smallest.is_blocked_by_mailbox'),
        ('onedrive_size', 'smallest.is_blocked_by_onedrive'),
        ('wasted', 'smallest.is_blocked_by_waste'),
    ]) }} as blocked_by,
    {{ microsoft_365.names_where([
        ('m365_app_user_detail', 'not smallest.has_apps_row'),
        ('mailbox_usage_detail', 'smallest.is_mailbox_size_unknown'),
        ('onedrive_usage_account_detail', 'smallest.is_onedrive_unknown'),
    ]) }} as missing_data,
    smallest.uses_desktop_apps,
    smallest.desktop_apps_period_days,
    smallest.mailbox_bytes,
    smallest.has_archive,
    smallest.onedrive_bytes,
    smallest.last_seen_date,
    smallest.monthly_price,
    prices.monthly_price as fits_in_monthly_price,
    cast(smallest.monthly_price - prices.monthly_price as {{ dbt.type_numeric() }}) as monthly_price_difference,
    smallest.currency,
    smallest.as_of_date
from smallest
left join fitting
    on smallest.seat_id = fitting.seat_id
    and fitting.fitting_number = 1
left join smaller_prices as prices
    on fitting.smaller_sku_id = prices.smaller_sku_id
    and prices.price_number = 1
