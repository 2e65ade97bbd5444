{#- The one reason for which a seat is waste, how sure that is, or what is missing to judge it. -#}
with days as (
    select
        *,
        {{ microsoft_365.days_between('seat_since_date', 'as_of_date') }} as seat_age_days,
        {{ microsoft_365.days_between('product_used_date', 'as_of_date') }} as product_idle_days,
        is_assigned_to_people and not is_suspended as is_judged
    from {{ ref('int_m365__seats') }}
),

reasons as (
    select
        *,
        case
            when not is_judged or is_held is null then null
            when not account_enabled then 'account_disabled'
            when covered_by is not null then 'duplicate'
            when is_agent or is_new_account or not is_activity_known then null
            when last_seen_date is null then 'never_signed_in'
            when days_idle > inactive_days then 'inactive'
            when measured_by is null or not has_product_row then null
            when product_used_date is null then 'product_not_used'
            when measured_by = 'copilot' and product_idle_days > inactive_days then 'product_not_used'
        end as reason
    from days
),

gaps as (
    select
        *,
        is_judged and reason is null and is_held is null as is_holding_missing,
        is_judged and reason is null and is_held and not is_user_listed as is_user_missing,
        is_judged and reason is null and is_held and is_user_listed
        and not is_agent and not coalesce(is_new_account, false) and not is_activity_known as is_activity_missing,
        is_judged and reason is null and is_held and is_user_listed
        and not is_agent and not coalesce(is_new_account, false) and is_activity_known
        and measured_by is not null and not has_product_row as is_product_use_missing,
        {#- A mailbox of more than 50 GiB, or with an archive, needs its licence. #}
        coalesce(mailbox_bytes > 53687091200, false) or coalesce(has_archive, false) as is_mailbox_in_the_way,
        not is_mailboxes_readable
        or (has_mailbox_row and (mailbox_bytes is null or has_archive is null)) as is_mailbox_unknown
    from reasons
)

select
    *,
    is_holding_missing or is_user_missing or is_activity_missing or is_product_use_missing as is_unknown,
    reason = 'account_disabled' and has_exchange is not false
    and not is_mailbox_in_the_way and is_mailbox_unknown as is_mailbox_missing,
    case
        when reason is null then null
        when is_excluded then 'excluded'
        when reason = 'account_disabled' and has_exchange is not false and (is_mailbox_in_the_way or is_mailbox_unknown) then 'review'
        when reason in ('account_disabled', 'duplicate') then 'certain'
        when reason in ('never_signed_in', 'inactive') and account_enabled and seat_age_days > new_seat_grace_days then 'probable'
        else 'review'
    end as confidence
from gaps
