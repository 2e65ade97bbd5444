{{ microsoft_365.stage_report(source('m365', 'm365_app_user_detail_daily'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('lastActivityDate', 'last_activity_date', 'date')
], daily=true) }}
