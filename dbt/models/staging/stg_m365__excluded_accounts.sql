{{ microsoft_365.stage(source('m365_excluded_accounts', 'excluded_accounts'), [
    ('user_principal_name', 'user_principal_name', 'string'),
    ('user_id', 'user_id', 'string'),
    ('why', 'why', 'string'),
    ('until', 'excluded_until', 'date')
]) }}
