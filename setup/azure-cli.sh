#!/bin/sh
# Registers the app for the connector in Microsoft Entra ID with Azure CLI: --help lists the options.
set -euf

# With its name, this finds the app again.
TAG=source-microsoft-365
CREDENTIAL_NAME=source-microsoft-365
GRAPH_APP_ID=00000003-0000-0000-c000-000000000000
MAX_TRIES=7
SECONDS_BETWEEN_TRIES=5

usage() {
  cat <<'USAGE'
Registers an app for the connector in Microsoft Entra ID and writes config.json.
Run again, it adds what is missing and changes nothing else.

  setup/azure-cli.sh [options]

  --streams LIST         Names of streams, separated by commas, or all: adds only the permissions
                         that they need. Without it: the four that the setup guide asks for.
  --report-settings      Also adds ReportSettings.Read.All, for the check alone.
  --name NAME            Name of the app (default: Licence reporting).
  --app-id ID            Uses this Application (client) ID, whoever registered the app.
  --domains LIST         Domains of the users to read, separated by commas (default: *).
  --certificate FILE     Uploads this certificate (PEM) instead of creating a client secret.
  --key FILE             Its private key (PEM), unless --certificate has both.
  --secret-expires DATE  When the client secret expires, YYYY-MM-DD (default: in one year).
  --new-secret           Creates a client secret even if the app has one of this script.
  --cloud NAME           global, us_gov_l4, us_gov_l5 or china (default: the cloud of az login;
                         us_gov_l4 in AzureUSGovernment).
  --config FILE          The file to write, with mode 0600 (default: config.json).
  --print                Prints the settings, client secret included, and writes no file.
  --dry-run              Prints every call and makes none; needs no Azure CLI.
  --remove               Deletes the app and its config.json.
  --help                 Prints this text.

Needs Azure CLI, signed in (az login --allow-no-subscriptions) as Application Administrator or
Cloud Application Administrator, and to grant admin consent as Privileged Role Administrator or
Global Administrator. Setup guide: docs/setup.md
USAGE
}

# permissions: made by npm run docs
DEFAULT_PERMISSIONS='LicenseAssignment.Read.All User.Read.All AuditLog.Read.All Reports.Read.All'
ALL_PERMISSIONS="$DEFAULT_PERMISSIONS Organization.Read.All ReportSettings.Read.All GroupMember.Read.All"

app_role_id() {
  case $1 in
    LicenseAssignment.Read.All) echo e2f98668-2877-4f38-a2f4-8202e0717aa1 ;;
    User.Read.All) echo df021288-bdef-4463-88db-98f22de89214 ;;
    AuditLog.Read.All) echo b0afded3-3588-46d8-8b3d-9842eff778da ;;
    Reports.Read.All) echo 230c1aed-a721-4c5d-9cb4-a90514e508ef ;;
    Organization.Read.All) echo 498476ce-e0fe-48b0-b801-37ba7e2685c6 ;;
    ReportSettings.Read.All) echo ee353f83-55ef-4b78-82da-555bfa2b4b95 ;;
    GroupMember.Read.All) echo 98830695-27a2-44f7-8c18-0c3ebc9698f6 ;;
  esac
}

# Those that a stream needs. Ends with 1 where there is no such stream.
permissions_of() {
  case $1 in
    all)
      echo LicenseAssignment.Read.All User.Read.All AuditLog.Read.All Reports.Read.All Organization.Read.All GroupMember.Read.All ;;
    copilot_usage_user_detail | email_activity_user_detail | \
      email_activity_user_detail_daily | email_app_usage_user_detail | \
      email_app_usage_user_detail_daily | m365_app_user_detail | m365_app_user_detail_daily | \
      mailbox_usage_detail | office365_activations_user_detail | office365_active_user_detail | \
      office365_active_user_detail_daily | office365_groups_activity_detail | \
      office365_groups_activity_detail_daily | onedrive_activity_user_detail | \
      onedrive_activity_user_detail_daily | onedrive_usage_account_detail | \
      onedrive_usage_account_detail_daily | sharepoint_activity_user_detail | \
      sharepoint_activity_user_detail_daily | sharepoint_site_usage_detail | \
      sharepoint_site_usage_detail_daily | teams_device_usage_user_detail | \
      teams_device_usage_user_detail_daily | teams_team_activity_detail | \
      teams_team_activity_detail_daily | teams_user_activity_user_detail | \
      teams_user_activity_user_detail_daily | yammer_activity_user_detail | \
      yammer_activity_user_detail_daily | yammer_device_usage_user_detail | \
      yammer_device_usage_user_detail_daily | yammer_groups_activity_detail | \
      yammer_groups_activity_detail_daily)
      echo Reports.Read.All ;;
    directory_subscriptions | organization)
      echo Organization.Read.All ;;
    license_groups)
      echo GroupMember.Read.All ;;
    sign_in_activity)
      echo AuditLog.Read.All User.Read.All ;;
    subscribed_skus)
      echo LicenseAssignment.Read.All ;;
    user_licenses | user_organization_details | users)
      echo User.Read.All ;;
    user_registration_details)
      echo AuditLog.Read.All ;;
    *) return 1 ;;
  esac
}
# end: permissions

# Not by echo, which some shells let read backslashes.
print() { printf '%s\n' "$*"; }

say() { print "$*" >&2; }

# What was done; a dry run does nothing.
report() { [ -n "$is_dry_run" ] || say "$*"; }

# Ends the script: what is wrong, and what to do next.
fail() {
  say "ERROR: $*"
  exit 1
}

# --- Options ------------------------------------------------------------------------------------

read_options() {
  name='Licence reporting' app_id='' streams='' domains='*' config=config.json cloud=''
  certificate='' key='' secret='' expires='' secret_expires=''
  is_dry_run='' is_remove='' is_print='' is_new_secret='' has_report_settings=''
  while [ $# -gt 0 ]; do
    case $1 in
      --dry-run) is_dry_run=1 ;;
      --remove) is_remove=1 ;;
      --print) is_print=1 ;;
      --new-secret) is_new_secret=1 ;;
      --report-settings) has_report_settings=1 ;;
      --help | -h)
        usage
        exit 0
        ;;
      --streams | --name | --app-id | --domains | --certificate | --key | --secret-expires | \
        --cloud | --config)
        [ $# -ge 2 ] && [ -n "$2" ] || fail "$1 needs a value. See --help."
        set_option "$1" "$2"
        shift
        ;;
      *) fail "The option $1 is not known. See --help." ;;
    esac
    shift
  done
}

set_option() {
  case $1 in
    --streams) streams=$2 ;;
    --name) name=$2 ;;
    --app-id) app_id=$2 ;;
    --domains) domains=$2 ;;
    --certificate) certificate=$2 ;;
    --key) key=$2 ;;
    --secret-expires) secret_expires=$2 ;;
    --cloud) cloud=$2 ;;
    --config) config=$2 ;;
  esac
}

check_options() {
  case $cloud in
    '' | global | us_gov_l4 | us_gov_l5 | china) ;;
    *) fail "--cloud is global, us_gov_l4, us_gov_l5 or china, not $cloud." ;;
  esac
  case $secret_expires in
    '' | [0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]) ;;
    *) fail "--secret-expires is a date such as 2027-06-30, not $secret_expires." ;;
  esac
  if [ -n "$certificate" ]; then
    [ -z "$secret_expires$is_new_secret" ] ||
      fail "--certificate takes the place of a client secret: leave --new-secret and" \
        "--secret-expires out."
    check_certificate
  elif [ -n "$key" ]; then
    fail "--key belongs to --certificate."
  fi
}

check_certificate() {
  [ -r "$certificate" ] || fail "The certificate $certificate cannot be read."
  grep -q 'BEGIN CERTIFICATE' "$certificate" ||
    fail "$certificate has no line BEGIN CERTIFICATE: pass the certificate as PEM."
  [ -z "$key" ] || [ -r "$key" ] || fail "The private key $key cannot be read."
  grep -q 'PRIVATE KEY' "${key:-$certificate}" ||
    fail "${key:-$certificate} has no private key: name its PEM file with --key." \
      "It is written to the settings and not uploaded."
  [ -n "$is_dry_run" ] || command -v openssl >/dev/null 2>&1 ||
    fail "--certificate needs openssl, which is not in PATH."
}

# --- Permissions --------------------------------------------------------------------------------

# Sets `wanted`: names of permissions, each once, in the order of the setup guide.
choose_permissions() {
  needed=
  if [ -z "$streams" ]; then
    needed=$DEFAULT_PERMISSIONS
  else
    for stream in $(print "$streams" | tr ',' ' '); do
      needed="$needed $(permissions_of "$stream")" ||
        fail "There is no stream $stream. docs/streams.md lists them."
    done
  fi
  [ -z "$has_report_settings" ] || needed="$needed ReportSettings.Read.All"
  wanted=
  for permission in $ALL_PERMISSIONS; do
    case " $needed " in *" $permission "*) wanted="${wanted:+$wanted }$permission" ;; esac
  done
}

permission_name() {
  for permission in $ALL_PERMISSIONS; do
    [ "$(app_role_id "$permission")" != "$1" ] || echo "$permission"
  done
}

# --- Calls of Azure CLI -------------------------------------------------------------------------

# Prints a command so that a shell could run it.
show() {
  line=
  for word in "$@"; do
    case $word in
      *[\"\$\`\\!]*) word="'$(printf %s "$word" | sed "s/'/'\\\\''/g")'" ;;
      *[!A-Za-z0-9_./:=@,-]* | '') word="\"$word\"" ;;
    esac
    line="${line:+$line }$word"
  done
  print "$line" >&3
}

# Prints the answer of `az`; in a dry run shows the call and prints the placeholder. Ends with 1
# where Azure CLI does, with its words in `az_error`.
az_call() {
  placeholder=$1
  shift
  if [ -n "$is_dry_run" ]; then
    show az "$@"
    [ -z "$placeholder" ] || print "$placeholder"
  else
    az "$@" --only-show-errors 2>"$work/error"
  fi
}

# As az_call. A new object takes some seconds until all of Microsoft Entra ID knows it.
az_call_when_known() {
  try=1
  until az_call "$@"; do
    is_unknown_yet && [ "$try" -lt "$MAX_TRIES" ] || return 1
    try=$((try + 1))
    sleep "$SECONDS_BETWEEN_TRIES"
  done
}

is_unknown_yet() {
  grep -Eq 'ResourceNotFound|NoBackingApplicationObject|not reference a valid application|reference-property objects are not present' \
    "$work/error"
}

# Ends the script with the words of Azure CLI behind what failed.
fail_with_az() {
  if grep -Eq 'az login|AADSTS|refresh token' "$work/error"; then
    fail "$1: the sign-in is missing or has expired. Run az login --allow-no-subscriptions."
  elif is_refused; then
    fail "$1: your account may not. It needs the role Application Administrator or Cloud" \
      "Application Administrator (setup guide, \"Who may do this\")."
  fi
  fail "$1. Azure CLI says: $(tr '\r\n' '  ' <"$work/error" | sed 's/^ERROR: //' | cut -c1-150)"
}

is_refused() {
  grep -Eq 'Authorization_RequestDenied|Insufficient privileges|Forbidden' "$work/error"
}

# Ends the script, or sets `tenant_id`, `graph` (the host) and `cloud`.
look_at_sign_in() {
  tenant_id='<tenant-id>' graph=$(graph_of "${cloud:-global}")
  if [ -n "$is_dry_run" ]; then
    cloud=${cloud:-global}
    return
  fi
  command -v az >/dev/null 2>&1 ||
    fail "Azure CLI (az) is not in PATH. Install it (https://aka.ms/installazurecli), or use" \
      "Azure Cloud Shell in the portal, which has it."
  tenant_id=$(az_call '' account show --query tenantId --output tsv) ||
    fail_with_az "Azure CLI has no account"
  environment=$(az_call '' account show --query environmentName --output tsv) ||
    fail_with_az "Azure CLI has no account"
  cloud=${cloud:-$(cloud_of "$environment")}
  graph=$(az_call '' cloud show --query endpoints.microsoftGraphResourceId --output tsv) ||
    fail_with_az "Azure CLI does not name its cloud"
  graph=${graph%/}
}

cloud_of() {
  case $1 in
    AzureUSGovernment) echo us_gov_l4 ;;
    AzureChinaCloud) echo china ;;
    *) echo global ;;
  esac
}

graph_of() {
  case $1 in
    us_gov_l4 | us_gov_l5) echo https://graph.microsoft.us ;;
    china) echo https://microsoftgraph.chinacloudapi.cn ;;
    *) echo https://graph.microsoft.com ;;
  esac
}

# --- The app ------------------------------------------------------------------------------------

# A text as JSON, in quotes.
json_string() { printf '"%s"' "$(printf %s "$1" | sed 's/\\/\\\\/g; s/"/\\"/g')"; }

odata_string() { printf "'%s'" "$(printf %s "$1" | sed "s/'/''/g")"; }

# Sets `app_id`, empty where there is none. Of an app that somebody else registered under the same
# name, nothing is changed.
find_app() {
  if [ -n "$app_id" ]; then
    az_call "$app_id" ad app show --id "$app_id" --query appId --output tsv >"$work/found" ||
      fail_with_az "There is no app registration with the Application (client) ID $app_id"
    return
  fi
  az_call '' ad app list --filter "displayName eq $(odata_string "$name")" \
    --query "[].[appId, tags[?@=='$TAG'] | [0]]" --output tsv >"$work/found" ||
    fail_with_az "The app registrations cannot be listed"
  app_id=$(awk -v tag="$TAG" '$2 == tag {print $1}' "$work/found")
  case $app_id in
    *"
"*) fail "There are several apps with the name $name. Choose one with --app-id:" \
      "App registrations > $name > Overview shows its Application (client) ID." ;;
    '')
      [ ! -s "$work/found" ] || [ -n "$is_dry_run" ] ||
        fail "An app with the name $name exists and is not of this script. Choose another" \
          "--name, or use it with --app-id $(awk 'NR == 1 {print $1}' "$work/found")"
      ;;
  esac
}

# The permissions that the app asks for, as Graph's requiredResourceAccess.
required_resource_access() {
  entries=
  for permission in $wanted; do
    entries="${entries:+$entries,}{\"id\":\"$(app_role_id "$permission")\",\"type\":\"Role\"}"
  done
  printf '[{"resourceAppId":"%s","resourceAccess":[%s]}]' "$GRAPH_APP_ID" "$entries"
}

# Not by `az ad app create`, which changes any app that has the same name.
create_app() {
  body="{\"displayName\":$(json_string "$name"),\"signInAudience\":\"AzureADMyOrg\""
  body="$body,\"tags\":[\"$TAG\"],\"requiredResourceAccess\":$(required_resource_access)}"
  app_id=$(az_call '<app-id>' rest --method post --url "$graph/v1.0/applications" \
    --body "$body" --query appId --output tsv) || fail_with_az "The app cannot be registered"
  report "Registered the app $name with the permissions $wanted."
}

# Adds what is missing under API permissions, and takes nothing away.
add_permissions() {
  az_call '' ad app show --id "$app_id" --output tsv --query \
    "requiredResourceAccess[?resourceAppId=='$GRAPH_APP_ID'].resourceAccess[].id" \
    >"$work/required" || fail_with_az "The permissions of the app cannot be read"
  added=
  set --
  for permission in $wanted; do
    id=$(app_role_id "$permission")
    if ! grep -q "$id" "$work/required"; then
      set -- "$@" "$id=Role"
      added="${added:+$added }$permission"
    fi
  done
  [ -n "$added" ] || return 0
  az_call '' ad app permission add --id "$app_id" --api "$GRAPH_APP_ID" \
    --api-permissions "$@" >/dev/null || fail_with_az "The permissions cannot be added"
  report "Added the permissions $added to the app $name."
}

# Sets `principal_id`, the app's entry under Enterprise applications.
ensure_service_principal() {
  principal_id=$(az_call '' ad sp list --filter "appId eq '$app_id'" --query '[].id' \
    --output tsv) || fail_with_az "The enterprise applications cannot be listed"
  [ -z "$principal_id" ] || return 0
  principal_id=$(az_call_when_known '<principal-id>' ad sp create --id "$app_id" \
    --query id --output tsv) || fail_with_az "The enterprise application cannot be created"
}

# --- Admin consent ------------------------------------------------------------------------------

# Grants what is missing; `is_refused_consent` says that the account may not.
grant_admin_consent() {
  is_refused_consent=''
  graph_id=$(az_call '<graph-principal-id>' ad sp show --id "$GRAPH_APP_ID" --query id \
    --output tsv) || fail_with_az "Microsoft Graph is not among the enterprise applications"
  az_call '' rest --method get --output tsv \
    --url "$graph/v1.0/servicePrincipals/$principal_id/appRoleAssignments" \
    --query "value[?resourceId=='$graph_id'].appRoleId" >"$work/granted" ||
    fail_with_az "The granted permissions cannot be read"
  for permission in $wanted; do
    grep -q "$(app_role_id "$permission")" "$work/granted" || grant "$permission" || return 0
  done
  tell_unwanted
}

grant() {
  [ -z "$is_dry_run" ] || echo "# $1" >&3
  body="{\"principalId\":\"$principal_id\",\"resourceId\":\"$graph_id\""
  body="$body,\"appRoleId\":\"$(app_role_id "$1")\"}"
  if az_call_when_known '' rest --method post --output none --body "$body" \
    --url "$graph/v1.0/servicePrincipals/$graph_id/appRoleAssignedTo" >/dev/null; then
    report "Granted admin consent to $1."
  elif grep -q 'already exists' "$work/error"; then
    return 0
  elif is_refused; then
    is_refused_consent=1
    return 1
  else
    fail_with_az "Admin consent to $1 failed"
  fi
}

# Nothing is taken away: another tool may sign in with the same app.
tell_unwanted() {
  unwanted=
  while read -r id; do
    found=$(permission_name "$id")
    case " $wanted " in *" ${found:-$id} "*) continue ;; esac
    unwanted="${unwanted:+$unwanted, }${found:-$id}"
  done <"$work/granted"
  [ -z "$unwanted" ] ||
    say "WARN: Granted, but not needed: $unwanted. Unless another tool uses this app, choose" \
      "Revoke admin consent and Remove permission under API permissions."
}

# --- Credentials --------------------------------------------------------------------------------

# Sets `secret` and `expires`; no `secret` where the app has one of this script already.
ensure_secret() {
  expires=${secret_expires:-$(in_one_year)}
  az_call '' ad app credential list --id "$app_id" --output tsv \
    --query "[?displayName=='$CREDENTIAL_NAME'].endDateTime" >"$work/secrets" ||
    fail_with_az "The client secrets cannot be listed"
  if [ -s "$work/secrets" ] && [ -z "$is_new_secret" ]; then
    tell_expired "$(sort "$work/secrets" | tail -n 1 | cut -c1-10)"
    return
  fi
  set +x
  secret=$(az_call_when_known '<client-secret>' ad app credential reset --id "$app_id" --append \
    --display-name "$CREDENTIAL_NAME" --end-date "$expires" --query password --output tsv) ||
    fail_with_az "The client secret cannot be created"
  report "Created a client secret that expires on $expires."
}

tell_expired() {
  today=$(date -u +%Y-%m-%d)
  [ "$(printf '%s\n' "$1" "$today" | sort | tail -n 1)" != "$today" ] ||
    say "WARN: The client secret of this script expired on $1. Create another one with" \
      "--new-secret, and name a new file with --config."
}

# Today a year ahead, as YYYY-MM-DD; of a leap day the day before.
in_one_year() {
  echo "$(($(date -u +%Y) + 1))-$(date -u +%m-%d)" | sed 's/-02-29$/-02-28/'
}

# Uploads the public part, unless the app has it.
ensure_certificate() {
  public_part=$certificate ends='<end of the certificate>'
  if [ -z "$is_dry_run" ]; then
    public_part=$work/certificate.pem
    pem_blocks "$certificate" | sed -n '/BEGIN CERTIFICATE/,/END CERTIFICATE/p' |
      sed '/END CERTIFICATE/q' >"$public_part"
    ends=$(openssl x509 -noout -enddate -in "$public_part" 2>/dev/null) ||
      fail "$certificate holds no certificate that openssl can read."
    ends=${ends#notAfter=}
  fi
  ! is_uploaded || return 0
  az_call_when_known '' ad app credential reset --id "$app_id" --append --output none \
    --display-name "$CREDENTIAL_NAME" --end-date "$ends" --cert "@$public_part" >/dev/null ||
    fail_with_az "The certificate cannot be uploaded"
  report "Uploaded the certificate, which expires $ends."
}

# Microsoft Graph names a certificate by its thumbprint, in hexadecimal digits or in base 64.
is_uploaded() {
  az_call '' ad app credential list --id "$app_id" --cert --output tsv \
    --query '[].customKeyIdentifier' >"$work/thumbprints" ||
    fail_with_az "The certificates of the app cannot be listed"
  [ -s "$work/thumbprints" ] || return 1
  hexadecimal=$(openssl x509 -noout -fingerprint -sha1 -in "$public_part" | sed 's/.*=//; s/://g')
  base64=$(openssl x509 -outform DER -in "$public_part" | openssl dgst -sha1 -binary |
    openssl base64)
  grep -qi "^$hexadecimal" "$work/thumbprints" || grep -qF "$base64" "$work/thumbprints"
}

pem_blocks() { tr -d '\r' <"$1" | awk '/-----BEGIN /,/-----END /'; }

# --- Settings -----------------------------------------------------------------------------------

# Ends the script before anything is changed where the settings could not be written. Sets
# `has_config` where the file has the settings of this app.
look_at_config() {
  has_config=''
  [ -z "$is_print$is_dry_run" ] || return 0
  folder=$(dirname "$config")
  [ -d "$folder" ] && [ -w "$folder" ] || fail "The folder $folder is not there or not writable."
  [ -e "$config" ] || return 0
  is_config_of_app ||
    fail "$config has the settings of another app and is not overwritten. Name another file with" \
      "--config."
  [ -z "$is_new_secret" ] ||
    fail "$config is there and is not overwritten. Name another file for the new client secret" \
      "with --config."
  has_config=1
}

is_config_of_app() { [ -e "$config" ] && [ -n "$app_id" ] && grep -qi "$app_id" "$config"; }

settings() {
  cat <<SETTINGS
{
  "tenant_id": $(json_string "$tenant_id"),
  "client_id": $(json_string "$app_id"),
  "credentials": {
$(credentials)
  },
  "domains": [$(domain_list)],
  "cloud": "$cloud"
}
SETTINGS
}

credentials() {
  if [ -n "$certificate" ]; then
    echo '    "auth_type": "client_certificate",'
    print "    \"certificate\": \"$(certificate_and_key)\""
  else
    echo '    "auth_type": "client_secret",'
    print "    \"client_secret\": $(json_string "$secret"),"
    echo "    \"client_secret_expires_on\": \"$expires\""
  fi
}

certificate_and_key() {
  {
    pem_blocks "$certificate"
    [ -z "$key" ] || pem_blocks "$key"
  } | awk '{printf "%s\\n", $0}'
}

domain_list() {
  list=
  for domain in $(print "$domains" | tr ',' ' '); do
    list="${list:+$list, }$(json_string "$domain")"
  done
  print "$list"
}

deliver_settings() {
  [ -z "$is_dry_run$has_config" ] || return 0
  [ -n "$certificate$secret" ] ||
    fail "The app has a client secret of this script, and its Value cannot be read again. Enter" \
      "the Value that you have, or create another one with --new-secret."
  if [ -n "$is_print" ]; then
    settings
  else
    # An existing file is never overwritten.
    (umask 077 && set -C && settings >"$config") ||
      fail "$config cannot be written. Free its place and run this again with --new-secret."
    report "Wrote $config. Next: source-microsoft-365 check --config $config"
  fi
}

# --- Commands -----------------------------------------------------------------------------------

register() {
  look_at_config
  if [ -z "$app_id" ]; then
    create_app
  else
    add_permissions
  fi
  ensure_service_principal
  grant_admin_consent
  if [ -n "$certificate" ]; then
    ensure_certificate
  else
    ensure_secret
  fi
  deliver_settings
  [ -z "$is_refused_consent" ] ||
    fail "Admin consent was refused. A Privileged Role Administrator or Global Administrator has" \
      "to run this again, or to choose App registrations > $name > API permissions > Grant admin" \
      "consent."
  report "The app $name has the Application (client) ID $app_id."
}

remove() {
  [ -z "$is_dry_run" ] || app_id=${app_id:-'<app-id>'}
  if [ -z "$app_id" ]; then
    say "There is no app $name of this script in the tenant $tenant_id."
    return
  fi
  az_call '' ad app delete --id "$app_id" >/dev/null || fail_with_az "The app cannot be deleted"
  report "Deleted the app $name. It can be restored for 30 days: App registrations > Deleted applications."
  if [ -z "$is_dry_run" ] && is_config_of_app; then
    rm "$config"
    report "Deleted $config."
  fi
}

main() {
  read_options "$@"
  check_options
  choose_permissions
  exec 3>&1
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
  look_at_sign_in
  report "Tenant $tenant_id:"
  find_app
  if [ -n "$is_remove" ]; then
    remove
  else
    register
  fi
}

main "$@"
