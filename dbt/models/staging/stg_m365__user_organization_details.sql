{{ microsoft_365.stage_current(source('m365', 'user_organization_details'), [
    ('id', 'user_id', 'string'),
    ('manager_id', 'manager_id', 'string'),
    ('employeeOrgData', 'employee_org_data', 'json')
]) }}
