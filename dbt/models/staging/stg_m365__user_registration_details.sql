{{ microsoft_365.stage_current(source('m365', 'user_registration_details'), [
    ('id', 'user_id', 'string'),
    ('isAdmin', 'is_admin', 'boolean'),
    ('isMfaRegistered', 'is_mfa_registered', 'boolean'),
    ('isMfaCapable', 'is_mfa_capable', 'boolean'),
    ('methodsRegistered', 'methods_registered', 'json')
]) }}
