# The connector, a source and a connection in Airbyte, whose destination exists already.

terraform {
  required_version = ">= 1.5"

  required_providers {
    airbyte = {
      source  = "airbytehq/airbyte"
      version = "~> 1.0"
    }
  }
}

# Credentials of an application: Airbyte > User settings > Applications.
provider "airbyte" {
  server_url    = var.airbyte_url
  client_id     = var.airbyte_client_id
  client_secret = var.airbyte_client_secret
}

locals {
  # Their tables have to be replaced each time, or licences that were taken away stay in them.
  replaced = ["user_licenses", "license_groups"]
}

# The image as a custom connector.
resource "airbyte_source_definition" "microsoft_365" {
  name              = "Microsoft 365"
  workspace_id      = var.workspace_id
  docker_repository = var.image
  docker_image_tag  = var.image_tag
}

resource "airbyte_source" "microsoft_365" {
  name          = "Microsoft 365"
  workspace_id  = var.workspace_id
  definition_id = airbyte_source_definition.microsoft_365.id
  configuration = var.config
}

resource "airbyte_connection" "microsoft_365" {
  name                                 = "Microsoft 365"
  source_id                            = airbyte_source.microsoft_365.source_id
  destination_id                       = var.destination_id
  non_breaking_schema_updates_behavior = "propagate_columns"

  schedule = {
    schedule_type   = "cron"
    cron_expression = var.cron_expression
  }

  configurations = {
    streams = [for stream in var.streams : {
      name = stream
      sync_mode = contains(local.replaced, stream) ? (
        "full_refresh_overwrite"
        ) : (
        "incremental_deduped_history"
      )
    }]
  }
}
