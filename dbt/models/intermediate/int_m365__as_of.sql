select
    settings.inactive_days,
    settings.new_seat_grace_days,
    settings.default_currency,
    settings.settings_hash,
    coalesce(settings.as_of, newest.newest_day) as as_of_date
from {{ ref('stg_m365__settings') }} as settings
cross join (
    select cast(max(newest_synced_at) as date) as newest_day
    from {{ ref('stg_m365__source_tables') }}
) as newest
