# The app registration in Microsoft Entra ID, with admin consent and a client secret or a certificate.
# Needs an account that may register apps and grant admin consent (docs/setup.md, "Who may do this").

terraform {
  required_version = ">= 1.5"

  required_providers {
    azuread = {
      source  = "hashicorp/azuread"
      version = "~> 3.0"
    }
  }
}

locals {
  graph_app_id = "00000003-0000-0000-c000-000000000000"

  streams = contains(var.streams, "all") ? keys(local.permissions_by_stream) : var.streams
  needed = length(local.streams) == 0 ? local.default_permissions : flatten([
    for stream in local.streams : local.permissions_by_stream[stream]
  ])
  permissions = toset(concat(local.needed, var.report_settings ? ["ReportSettings.Read.All"] : []))
}

data "azuread_client_config" "current" {}

data "azuread_service_principal" "graph" {
  client_id = local.graph_app_id
}

resource "azuread_application" "connector" {
  display_name            = var.name
  owners                  = [data.azuread_client_config.current.object_id]
  prevent_duplicate_names = true
  sign_in_audience        = "AzureADMyOrg"

  required_resource_access {
    resource_app_id = local.graph_app_id

    dynamic "resource_access" {
      for_each = local.permissions

      content {
        id   = local.app_role_ids[resource_access.value]
        type = "Role"
      }
    }
  }
}

resource "azuread_service_principal" "connector" {
  client_id = azuread_application.connector.client_id
  owners    = [data.azuread_client_config.current.object_id]
}

# Admin consent.
resource "azuread_app_role_assignment" "consent" {
  for_each = local.permissions

  app_role_id         = local.app_role_ids[each.value]
  principal_object_id = azuread_service_principal.connector.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}

resource "azuread_application_password" "secret" {
  count = var.certificate == null ? 1 : 0

  application_id = azuread_application.connector.id
  display_name   = "source-microsoft-365"
  end_date       = "${var.expires_on}T00:00:00Z"
}

resource "azuread_application_certificate" "certificate" {
  count = var.certificate == null ? 0 : 1

  application_id = azuread_application.connector.id
  type           = "AsymmetricX509Cert"
  encoding       = "pem"
  value          = var.certificate
  end_date       = "${var.expires_on}T00:00:00Z"
}
