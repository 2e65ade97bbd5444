{{ microsoft_365.stage_current(source('m365', 'users'), [
    ('id', 'user_id', 'string')
], deleted=true) }}
