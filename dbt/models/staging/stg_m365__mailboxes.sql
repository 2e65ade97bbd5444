{{ microsoft_365.stage_report(source('m365', 'mailbox_usage_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('displayName', 'display_name', 'string'),
    ('storageUsedInBytes', 'storage_used_bytes', 'integer'),
    ('prohibitSendReceiveQuotaInBytes', 'quota_bytes', 'integer'),
    ('hasArchive', 'has_archive', 'boolean'),
    ('itemCount', 'item_count', 'integer'),
    ('lastActivityDate', 'last_activity_date', 'date')
]) }}
