{{ microsoft_365.stage_report(source('m365', 'office365_activations_user_detail'), [
    ('userPrincipalName', 'user_principal_name', 'string'),
    ('productType', 'product_type', 'string'),
    ('lastActivatedDate', 'last_activated_date', 'date')
], per='product_type') }}
