{{ microsoft_365.stage_current(source('m365', 'sign_in_activity'), [
    ('id', 'user_id', 'string'),
    (['last_use_at', 'latest_sign_in_at'], 'last_use_at', 'timestamp')
]) }}
