{{ microsoft_365.stage_report(source('m365', 'office365_active_user_detail_daily'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('exchangeLastActivityDate', 'exchange_last_activity_date', 'date'),
    ('oneDriveLastActivityDate', 'onedrive_last_activity_date', 'date'),
    ('sharePointLastActivityDate', 'sharepoint_last_activity_date', 'date'),
    ('skypeForBusinessLastActivityDate', 'skype_for_business_last_activity_date', 'date'),
    ('yammerLastActivityDate', 'viva_engage_last_activity_date', 'date'),
    ('teamsLastActivityDate', 'teams_last_activity_date', 'date')
], daily=true) }}
