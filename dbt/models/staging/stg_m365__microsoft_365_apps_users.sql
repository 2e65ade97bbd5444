{{ microsoft_365.stage_report(source('m365', 'm365_app_user_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('lastActivityDate', 'last_activity_date', 'date'),
    ('reportPeriod', 'report_period', 'integer'),
    ('outlookWindows', 'outlook_windows', 'boolean'),
    ('wordWindows', 'word_windows', 'boolean'),
    ('excelWindows', 'excel_windows', 'boolean'),
    ('powerPointWindows', 'powerpoint_windows', 'boolean'),
    ('oneNoteWindows', 'onenote_windows', 'boolean'),
    ('outlookMac', 'outlook_mac', 'boolean'),
    ('wordMac', 'word_mac', 'boolean'),
    ('excelMac', 'excel_mac', 'boolean'),
    ('powerPointMac', 'powerpoint_mac', 'boolean'),
    ('oneNoteMac', 'onenote_mac', 'boolean')
]) }}
