# Made by npm run docs.

locals {
  app_role_ids = {
    "LicenseAssignment.Read.All" = "e2f98668-2877-4f38-a2f4-8202e0717aa1"
    "User.Read.All"              = "df021288-bdef-4463-88db-98f22de89214"
    "AuditLog.Read.All"          = "b0afded3-3588-46d8-8b3d-9842eff778da"
    "Reports.Read.All"           = "230c1aed-a721-4c5d-9cb4-a90514e508ef"
    "Organization.Read.All"      = "498476ce-e0fe-48b0-b801-37ba7e2685c6"
    "ReportSettings.Read.All"    = "ee353f83-55ef-4b78-82da-555bfa2b4b95"
    "GroupMember.Read.All"       = "98830695-27a2-44f7-8c18-0c3ebc9698f6"
  }

  default_permissions = ["LicenseAssignment.Read.All", "User.Read.All", "AuditLog.Read.All", "Reports.Read.All"]

  permissions_by_stream = {
    copilot_usage_user_detail              = ["Reports.Read.All"]
    directory_subscriptions                = ["Organization.Read.All"]
    email_activity_user_detail             = ["Reports.Read.All"]
    email_activity_user_detail_daily       = ["Reports.Read.All"]
    email_app_usage_user_detail            = ["Reports.Read.All"]
    email_app_usage_user_detail_daily      = ["Reports.Read.All"]
    license_groups                         = ["GroupMember.Read.All"]
    m365_app_user_detail                   = ["Reports.Read.All"]
    m365_app_user_detail_daily             = ["Reports.Read.All"]
    mailbox_usage_detail                   = ["Reports.Read.All"]
    office365_activations_user_detail      = ["Reports.Read.All"]
    office365_active_user_detail           = ["Reports.Read.All"]
    office365_active_user_detail_daily     = ["Reports.Read.All"]
    office365_groups_activity_detail       = ["Reports.Read.All"]
    office365_groups_activity_detail_daily = ["Reports.Read.All"]
    onedrive_activity_user_detail          = ["Reports.Read.All"]
    onedrive_activity_user_detail_daily    = ["Reports.Read.All"]
    onedrive_usage_account_detail          = ["Reports.Read.All"]
    onedrive_usage_account_detail_daily    = ["Reports.Read.All"]
    organization                           = ["Organization.Read.All"]
    sharepoint_activity_user_detail        = ["Reports.Read.All"]
    sharepoint_activity_user_detail_daily  = ["Reports.Read.All"]
    sharepoint_site_usage_detail           = ["Reports.Read.All"]
    sharepoint_site_usage_detail_daily     = ["Reports.Read.All"]
    sign_in_activity                       = ["AuditLog.Read.All", "User.Read.All"]
    subscribed_skus                        = ["LicenseAssignment.Read.All"]
    teams_device_usage_user_detail         = ["Reports.Read.All"]
    teams_device_usage_user_detail_daily   = ["Reports.Read.All"]
    teams_team_activity_detail             = ["Reports.Read.All"]
    teams_team_activity_detail_daily       = ["Reports.Read.All"]
    teams_user_activity_user_detail        = ["Reports.Read.All"]
    teams_user_activity_user_detail_daily  = ["Reports.Read.All"]
    user_licenses                          = ["User.Read.All"]
    user_organization_details              = ["User.Read.All"]
    user_registration_details              = ["AuditLog.Read.All"]
    users                                  = ["User.Read.All"]
    yammer_activity_user_detail            = ["Reports.Read.All"]
    yammer_activity_user_detail_daily      = ["Reports.Read.All"]
    yammer_device_usage_user_detail        = ["Reports.Read.All"]
    yammer_device_usage_user_detail_daily  = ["Reports.Read.All"]
    yammer_groups_activity_detail          = ["Reports.Read.All"]
    yammer_groups_activity_detail_daily    = ["Reports.Read.All"]
  }
}
