variable "name" {
  description = "Name of the app."
  type        = string
  default     = "Licence reporting"
}

variable "streams" {
  description = "Names of streams, or all: only the permissions that they need are added. Empty: the four that the setup guide asks for."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for stream in var.streams : can(regex("^[a-z0-9_]+$", stream))])
    error_message = "Streams are named as in docs/streams.md, such as user_licenses."
  }
}

variable "report_settings" {
  description = "Also adds ReportSettings.Read.All, for the check alone."
  type        = bool
  default     = false
}

variable "certificate" {
  description = "The public part of a certificate, as PEM, in place of a client secret."
  type        = string
  default     = null
}

variable "expires_on" {
  description = "When the client secret or the certificate expires, YYYY-MM-DD."
  type        = string

  validation {
    condition     = can(formatdate("YYYY-MM-DD", "${var.expires_on}T00:00:00Z"))
    error_message = "The date is written as 2027-06-30."
  }
}

variable "domains" {
  description = "Domains of the users to read."
  type        = list(string)
  default     = ["*"]
}

variable "cloud" {
  description = "global, us_gov_l4, us_gov_l5 or china, as the provider azuread is set to."
  type        = string
  default     = "global"

  validation {
    condition     = contains(["global", "us_gov_l4", "us_gov_l5", "china"], var.cloud)
    error_message = "The cloud is global, us_gov_l4, us_gov_l5 or china."
  }
}
