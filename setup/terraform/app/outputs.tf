output "client_id" {
  description = "Application (client) ID."
  value       = azuread_application.connector.client_id
}

output "tenant_id" {
  description = "Directory (tenant) ID."
  value       = data.azuread_client_config.current.tenant_id
}

output "config" {
  description = "The settings of the connector with a client secret; null with a certificate, whose private key Terraform does not have."
  sensitive   = true
  value = var.certificate != null ? null : {
    tenant_id = data.azuread_client_config.current.tenant_id
    client_id = azuread_application.connector.client_id
    credentials = {
      auth_type                = "client_secret"
      client_secret            = one(azuread_application_password.secret[*].value)
      client_secret_expires_on = var.expires_on
    }
    domains = var.domains
    cloud   = var.cloud
  }
}
