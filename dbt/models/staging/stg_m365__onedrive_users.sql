{{ microsoft_365.stage_report(source('m365', 'onedrive_activity_user_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('lastActivityDate', 'last_activity_date', 'date')
]) }}
