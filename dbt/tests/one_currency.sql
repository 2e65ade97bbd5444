-- Amounts are added up, so there can be one currency only.
select count(distinct currency) as currencies
from {{ ref('int_m365__prices') }}
having count(distinct currency) > 1
