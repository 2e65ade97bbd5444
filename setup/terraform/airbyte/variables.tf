variable "airbyte_url" {
  description = "Address of Airbyte's API, such as https://airbyte.example.com/api/public/v1."
  type        = string
}

variable "airbyte_client_id" {
  description = "Client id of an Airbyte application."
  type        = string
  sensitive   = true
}

variable "airbyte_client_secret" {
  description = "Client secret of the Airbyte application."
  type        = string
  sensitive   = true
}

variable "workspace_id" {
  description = "The workspace of Airbyte."
  type        = string
}

variable "destination_id" {
  description = "The destination to write to."
  type        = string
}

variable "image" {
  description = "The image of the connector, without its tag, in a registry that Airbyte reaches."
  type        = string
}

variable "image_tag" {
  description = "The tag of the image: a version, never latest."
  type        = string
}

variable "config" {
  description = "The settings of the connector as JSON: the content of config.json, or jsonencode() of the output config of ../app."
  type        = string
  sensitive   = true
}

variable "streams" {
  description = "The streams to read."
  type        = list(string)
  default = [
    "subscribed_skus",
    "users",
    "user_organization_details",
    "user_licenses",
    "sign_in_activity",
    "user_registration_details",
    "office365_active_user_detail",
    "m365_app_user_detail",
  ]
}

variable "cron_expression" {
  description = "When to read, as a Quartz expression with seconds and a time zone."
  type        = string
  default     = "0 30 5 * * ? UTC"
}
