{{ microsoft_365.stage_report(source('m365', 'onedrive_usage_account_detail'), [
    ('ownerPrincipalName', 'user_principal_name', 'string'),
    ('siteId', 'site_id', 'string'),
    ('ownerDisplayName', 'display_name', 'string'),
    ('storageUsedInBytes', 'storage_used_bytes', 'integer'),
    ('storageAllocatedInBytes', 'quota_bytes', 'integer'),
    ('fileCount', 'item_count', 'integer'),
    ('lastActivityDate', 'last_activity_date', 'date')
], per='site_id') }}
