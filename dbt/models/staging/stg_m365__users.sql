{{ microsoft_365.stage_current(source('m365', 'users'), [
    ('id', 'user_id', 'string'),
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('displayName', 'display_name', 'string'),
    ('userType', 'user_type', 'string'),
    ('object_type', 'object_type', 'string'),
    ('accountEnabled', 'account_enabled', 'boolean'),
    ('createdDateTime', 'created_at', 'timestamp'),
    ('department', 'department', 'string'),
    ('country', 'country', 'string')
]) }}
