{{ microsoft_365.stage_report(source('m365', 'office365_active_user_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('exchangeLastActivityDate', 'exchange_last_activity_date', 'date'),
    ('oneDriveLastActivityDate', 'onedrive_last_activity_date', 'date'),
    ('sharePointLastActivityDate', 'sharepoint_last_activity_date', 'date'),
    ('skypeForBusinessLastActivityDate', 'skype_for_business_last_activity_date', 'date'),
    ('yammerLastActivityDate', 'viva_engage_last_activity_date', 'date'),
    ('teamsLastActivityDate', 'teams_last_activity_date', 'date'),
    ('exchangeLicenseAssignDate', 'exchange_license_assign_date', 'date'),
    ('oneDriveLicenseAssignDate', 'onedrive_license_assign_date', 'date'),
    ('sharePointLicenseAssignDate', 'sharepoint_license_assign_date', 'date'),
    ('skypeForBusinessLicenseAssignDate', 'skype_for_business_license_assign_date', 'date'),
    ('yammerLicenseAssignDate', 'viva_engage_license_assign_date', 'date'),
    ('teamsLicenseAssignDate', 'teams_license_assign_date', 'date')
]) }}
