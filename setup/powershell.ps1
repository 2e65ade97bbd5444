<#
.SYNOPSIS
Registers the app for the connector in Microsoft Entra ID with Microsoft Graph PowerShell.

.DESCRIPTION
Registers an app with the application permissions that the streams need, grants admin consent,
creates a client secret or uploads a certificate, and writes config.json. Run again, it adds what is
missing and changes nothing else.

Needs Windows PowerShell 5.1 or PowerShell 7 with the module Microsoft.Graph.Authentication
(Install-Module Microsoft.Graph.Authentication -Scope CurrentUser), and an account with the role
Application Administrator or Cloud Application Administrator; to grant admin consent, Privileged
Role Administrator or Global Administrator. Setup guide: docs/setup.md

.PARAMETER Streams
Names of streams, or all: adds only the permissions that they need. Without it: the four that the
setup guide asks for.

.PARAMETER ReportSettings
Also adds ReportSettings.Read.All, for the check alone.

.PARAMETER Name
Name of the app.

.PARAMETER AppId
Uses this Application (client) ID, whoever registered the app.

.PARAMETER Domains
Domains of the users to read.

.PARAMETER CertificatePath
Uploads this certificate (PEM) instead of creating a client secret.

.PARAMETER KeyPath
Its private key (PEM), unless CertificatePath has both. It is written to the settings and not
uploaded.

.PARAMETER SecretExpires
When the client secret expires, YYYY-MM-DD; in one year without it.

.PARAMETER NewSecret
Creates a client secret even if the app has one of this script.

.PARAMETER Cloud
The cloud of the tenant.

.PARAMETER TenantId
Directory (tenant) ID to sign in to; without it, the one of the account.

.PARAMETER ConfigPath
The file to write. Only you can read it.

.PARAMETER PrintConfig
Prints the settings, client secret included, and writes no file.

.PARAMETER DryRun
Prints every call and makes none; needs no module.

.PARAMETER Remove
Deletes the app and its config.json.

.EXAMPLE
./powershell.ps1 -DryRun

.EXAMPLE
./powershell.ps1 -Streams users, user_licenses, subscribed_skus
#>
[CmdletBinding()]
param(
    [string[]] $Streams = @(),
    [switch] $ReportSettings,
    [ValidateNotNullOrEmpty()] [string] $Name = 'Licence reporting',
    [string] $AppId = '',
    [string[]] $Domains = @('*'),
    [string] $CertificatePath = '',
    [string] $KeyPath = '',
    [ValidatePattern('^(\d{4}-\d{2}-\d{2})?$')] [string] $SecretExpires = '',
    [switch] $NewSecret,
    [ValidateSet('global', 'us_gov_l4', 'us_gov_l5', 'china')] [string] $Cloud = 'global',
    [string] $TenantId = '',
    [string] $ConfigPath = 'config.json',
    [switch] $PrintConfig,
    [switch] $DryRun,
    [switch] $Remove
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

# With its name, this finds the app again.
$Tag = 'source-microsoft-365'
$CredentialName = 'source-microsoft-365'
$GraphAppId = '00000003-0000-0000-c000-000000000000'
$MaxTries = 7
$SecondsBetweenTries = 5
$Environments = @{
    'global' = 'Global'; 'us_gov_l4' = 'USGov'; 'us_gov_l5' = 'USGovDoD'; 'china' = 'China'
}

# permissions: made by npm run docs
$AppRoleIds = [ordered]@{
    'LicenseAssignment.Read.All' = 'e2f98668-2877-4f38-a2f4-8202e0717aa1'
    'User.Read.All' = 'df021288-bdef-4463-88db-98f22de89214'
    'AuditLog.Read.All' = 'b0afded3-3588-46d8-8b3d-9842eff778da'
    'Reports.Read.All' = '230c1aed-a721-4c5d-9cb4-a90514e508ef'
    'Organization.Read.All' = '498476ce-e0fe-48b0-b801-37ba7e2685c6'
    'ReportSettings.Read.All' = 'ee353f83-55ef-4b78-82da-555bfa2b4b95'
    'GroupMember.Read.All' = '98830695-27a2-44f7-8c18-0c3ebc9698f6'
}
$DefaultPermissions = @('LicenseAssignment.Read.All', 'User.Read.All', 'AuditLog.Read.All', 'Reports.Read.All')
$PermissionsByStream = @{
    'all' = @('LicenseAssignment.Read.All', 'User.Read.All', 'AuditLog.Read.All', 'Reports.Read.All', 'Organization.Read.All', 'GroupMember.Read.All')
    'copilot_usage_user_detail' = @('Reports.Read.All')
    'directory_subscriptions' = @('Organization.Read.All')
    'email_activity_user_detail' = @('Reports.Read.All')
    'email_activity_user_detail_daily' = @('Reports.Read.All')
    'email_app_usage_user_detail' = @('Reports.Read.All')
    'email_app_usage_user_detail_daily' = @('Reports.Read.All')
    'license_groups' = @('GroupMember.Read.All')
    'm365_app_user_detail' = @('Reports.Read.All')
    'm365_app_user_detail_daily' = @('Reports.Read.All')
    'mailbox_usage_detail' = @('Reports.Read.All')
    'office365_activations_user_detail' = @('Reports.Read.All')
    'office365_active_user_detail' = @('Reports.Read.All')
    'office365_active_user_detail_daily' = @('Reports.Read.All')
    'office365_groups_activity_detail' = @('Reports.Read.All')
    'office365_groups_activity_detail_daily' = @('Reports.Read.All')
    'onedrive_activity_user_detail' = @('Reports.Read.All')
    'onedrive_activity_user_detail_daily' = @('Reports.Read.All')
    'onedrive_usage_account_detail' = @('Reports.Read.All')
    'onedrive_usage_account_detail_daily' = @('Reports.Read.All')
    'organization' = @('Organization.Read.All')
    'sharepoint_activity_user_detail' = @('Reports.Read.All')
    'sharepoint_activity_user_detail_daily' = @('Reports.Read.All')
    'sharepoint_site_usage_detail' = @('Reports.Read.All')
    'sharepoint_site_usage_detail_daily' = @('Reports.Read.All')
    'sign_in_activity' = @('AuditLog.Read.All', 'User.Read.All')
    'subscribed_skus' = @('LicenseAssignment.Read.All')
    'teams_device_usage_user_detail' = @('Reports.Read.All')
    'teams_device_usage_user_detail_daily' = @('Reports.Read.All')
    'teams_team_activity_detail' = @('Reports.Read.All')
    'teams_team_activity_detail_daily' = @('Reports.Read.All')
    'teams_user_activity_user_detail' = @('Reports.Read.All')
    'teams_user_activity_user_detail_daily' = @('Reports.Read.All')
    'user_licenses' = @('User.Read.All')
    'user_organization_details' = @('User.Read.All')
    'user_registration_details' = @('AuditLog.Read.All')
    'users' = @('User.Read.All')
    'yammer_activity_user_detail' = @('Reports.Read.All')
    'yammer_activity_user_detail_daily' = @('Reports.Read.All')
    'yammer_device_usage_user_detail' = @('Reports.Read.All')
    'yammer_device_usage_user_detail_daily' = @('Reports.Read.All')
    'yammer_groups_activity_detail' = @('Reports.Read.All')
    'yammer_groups_activity_detail_daily' = @('Reports.Read.All')
}
# end: permissions

# Ends the script: what is wrong, and what to do next.
function Stop-Setup {
    param([string] $Message)
    throw $Message
}

function Write-Report {
    param([string] $Message)
    if (-not $DryRun) { Write-Host $Message }
}

# --- Permissions --------------------------------------------------------------------------------

# Names of permissions, each once, in the order of the setup guide.
function Get-WantedPermission {
    $needed = @($DefaultPermissions)
    if ($Streams.Count -gt 0) {
        $needed = @()
        foreach ($stream in ($Streams -split ',').Trim()) {
            if (-not $PermissionsByStream.ContainsKey($stream)) {
                Stop-Setup "There is no stream $stream. docs/streams.md lists them."
            }
            $needed += $PermissionsByStream[$stream]
        }
    }
    if ($ReportSettings) { $needed += 'ReportSettings.Read.All' }
    return @($AppRoleIds.Keys | Where-Object { $needed -contains $_ })
}

function Get-PermissionName {
    param([string] $AppRoleId)
    $names = @($AppRoleIds.Keys | Where-Object { $AppRoleIds[$_] -eq $AppRoleId })
    if ($names.Count -gt 0) { return $names[0] }
    return $AppRoleId
}

# --- Calls of Microsoft Graph -------------------------------------------------------------------

# The answer as a hashtable; in a dry run shows the call and returns the placeholder.
function Invoke-Graph {
    param([string] $Method, [string] $Path, [hashtable] $Body, [hashtable] $Placeholder = @{})
    $request = @{ Method = $Method; Uri = "/v1.0$Path" }
    if ($Body) {
        $request.Body = ConvertTo-Json -InputObject $Body -Depth 6 -Compress
        $request.ContentType = 'application/json'
    }
    if ($DryRun) {
        Write-Host ("$Method /v1.0$Path " + $request['Body']).Trim()
        return $Placeholder
    }
    return Invoke-MgGraphRequest @request
}

# As Invoke-Graph. A new object takes some seconds until all of Microsoft Entra ID knows it.
function Invoke-GraphWhenKnown {
    param([string] $Method, [string] $Path, [hashtable] $Body, [hashtable] $Placeholder = @{})
    for ($try = 1; ; $try++) {
        try {
            return Invoke-Graph -Method $Method -Path $Path -Body $Body -Placeholder $Placeholder
        }
        catch {
            $isUnknownYet = (Get-ErrorText $_) -match 'ResourceNotFound|NoBackingApplicationObject|not reference a valid application|reference-property objects are not present'
            if (-not $isUnknownYet -or $try -ge $MaxTries) { throw }
            Start-Sleep -Seconds $SecondsBetweenTries
        }
    }
}

function Get-ErrorText {
    param($ErrorRecord)
    return "$($ErrorRecord.Exception.Message) $($ErrorRecord.ErrorDetails)"
}

function Test-Refused {
    param($ErrorRecord)
    return (Get-ErrorText $ErrorRecord) -match 'Authorization_RequestDenied|Insufficient privileges|Forbidden'
}

function ConvertTo-ODataString {
    param([string] $Text)
    return [uri]::EscapeDataString("'" + $Text.Replace("'", "''") + "'")
}

function Connect-Tenant {
    if ($DryRun) { return '<tenant-id>' }
    if (-not (Get-Module -ListAvailable -Name Microsoft.Graph.Authentication)) {
        Stop-Setup ('The module Microsoft.Graph.Authentication is not installed. Run: ' +
            'Install-Module Microsoft.Graph.Authentication -Scope CurrentUser')
    }
    $connection = @{
        Scopes      = @('Application.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All')
        Environment = $Environments[$Cloud]
        NoWelcome   = $true
    }
    if ($TenantId) { $connection.TenantId = $TenantId }
    $null = Connect-MgGraph @connection
    $context = Get-MgContext
    Write-Report "Tenant $($context.TenantId):"
    return $context.TenantId
}

# --- The app ------------------------------------------------------------------------------------

# The app, or null. Of an app that somebody else registered under the same name, nothing is changed.
function Find-App {
    if ($AppId) {
        $placeholder = @{ value = @(@{ id = '<object-id>'; appId = $AppId; keyCredentials = @() }) }
        $filter = 'appId eq ' + (ConvertTo-ODataString $AppId)
        $found = @((Invoke-Graph GET "/applications?`$filter=$filter" -Placeholder $placeholder)['value'])
        if ($found.Count -eq 0) {
            Stop-Setup "There is no app registration with the Application (client) ID $AppId."
        }
        return $found[0]
    }
    $filter = 'displayName eq ' + (ConvertTo-ODataString $Name)
    $found = @((Invoke-Graph GET "/applications?`$filter=$filter" -Placeholder @{ value = @() })['value'])
    $ours = @($found | Where-Object { $_['tags'] -contains $Tag })
    if ($ours.Count -gt 1) {
        Stop-Setup ("There are several apps with the name $Name. Choose one with -AppId: " +
            "App registrations > $Name > Overview shows its Application (client) ID.")
    }
    if ($ours.Count -eq 1) { return $ours[0] }
    if ($found.Count -gt 0) {
        Stop-Setup ("An app with the name $Name exists and is not of this script. Choose another " +
            "-Name, or use it with -AppId $($found[0]['appId'])")
    }
    return $null
}

function Get-ResourceAccess {
    param([string[]] $Permissions)
    return @($Permissions | ForEach-Object { @{ id = $AppRoleIds[$_]; type = 'Role' } })
}

function New-App {
    param([string[]] $Permissions)
    $body = @{
        displayName            = $Name
        signInAudience         = 'AzureADMyOrg'
        tags                   = @($Tag)
        requiredResourceAccess = @(
            @{ resourceAppId = $GraphAppId; resourceAccess = @(Get-ResourceAccess $Permissions) }
        )
    }
    $placeholder = @{ id = '<object-id>'; appId = '<app-id>'; passwordCredentials = @(); keyCredentials = @() }
    $app = Invoke-Graph POST '/applications' -Body $body -Placeholder $placeholder
    Write-Report "Registered the app $Name with the permissions $($Permissions -join ' ')."
    return $app
}

# Adds what is missing under API permissions, and takes nothing away.
function Add-Permission {
    param([hashtable] $App, [string[]] $Permissions)
    $resources = @($App['requiredResourceAccess'] | Where-Object { $_ })
    $graph = @($resources | Where-Object { $_['resourceAppId'] -eq $GraphAppId })
    $present = @($graph | ForEach-Object { $_['resourceAccess'] } | ForEach-Object { $_['id'] })
    $missing = @($Permissions | Where-Object { $present -notcontains $AppRoleIds[$_] })
    if ($missing.Count -eq 0) { return }
    $access = @($graph | ForEach-Object { $_['resourceAccess'] }) + @(Get-ResourceAccess $missing)
    $others = @($resources | Where-Object { $_['resourceAppId'] -ne $GraphAppId })
    $body = @{
        requiredResourceAccess = @($others + @(@{ resourceAppId = $GraphAppId; resourceAccess = $access }))
    }
    $null = Invoke-Graph PATCH "/applications/$($App['id'])" -Body $body
    Write-Report "Added the permissions $($missing -join ' ') to the app $Name."
}

function Get-ServicePrincipal {
    param([string] $ApplicationId, [object[]] $Placeholder = @())
    $filter = 'appId eq ' + (ConvertTo-ODataString $ApplicationId)
    $answer = Invoke-Graph GET "/servicePrincipals?`$filter=$filter" -Placeholder @{ value = $Placeholder }
    return @($answer['value'])
}

# The id of the app's entry under Enterprise applications.
function Get-OrNewServicePrincipalId {
    param([string] $ApplicationId)
    $found = @(Get-ServicePrincipal $ApplicationId)
    if ($found.Count -gt 0) { return $found[0]['id'] }
    $created = Invoke-GraphWhenKnown POST '/servicePrincipals' -Body @{ appId = $ApplicationId } `
        -Placeholder @{ id = '<principal-id>' }
    return $created['id']
}

# --- Admin consent ------------------------------------------------------------------------------

# Grants what is missing; false where the account may not.
function Grant-AdminConsent {
    param([string] $PrincipalId, [string[]] $Permissions)
    $graphId = @(Get-ServicePrincipal $GraphAppId -Placeholder @(@{ id = '<graph-principal-id>' }))[0]['id']
    $assigned = @((Invoke-Graph GET "/servicePrincipals/$PrincipalId/appRoleAssignments" `
                -Placeholder @{ value = @() })['value'])
    $granted = @($assigned | Where-Object { $_['resourceId'] -eq $graphId } | ForEach-Object { $_['appRoleId'] })
    foreach ($permission in $Permissions) {
        if ($granted -contains $AppRoleIds[$permission]) { continue }
        if (-not (Grant-Permission $permission $PrincipalId $graphId)) { return $false }
    }
    Write-Unwanted $granted $Permissions
    return $true
}

function Grant-Permission {
    param([string] $Permission, [string] $PrincipalId, [string] $GraphId)
    if ($DryRun) { Write-Host "# $Permission" }
    $body = @{ principalId = $PrincipalId; resourceId = $GraphId; appRoleId = $AppRoleIds[$Permission] }
    try {
        $null = Invoke-GraphWhenKnown POST "/servicePrincipals/$GraphId/appRoleAssignedTo" -Body $body
        Write-Report "Granted admin consent to $Permission."
        return $true
    }
    catch {
        if ((Get-ErrorText $_) -match 'already exists') { return $true }
        if (Test-Refused $_) { return $false }
        throw
    }
}

# Nothing is taken away: another tool may sign in with the same app.
function Write-Unwanted {
    param([string[]] $Granted, [string[]] $Permissions)
    $names = @($Granted | Where-Object { $_ } | ForEach-Object { Get-PermissionName $_ })
    $unwanted = @($names | Where-Object { $Permissions -notcontains $_ })
    if ($unwanted.Count -eq 0) { return }
    Write-Warning ("Granted, but not needed: $($unwanted -join ', '). Unless another tool uses this app, " +
        'choose Revoke admin consent and Remove permission under API permissions.')
}

# --- Credentials --------------------------------------------------------------------------------

# The settings of a new client secret; null where the app has a secret of this script already.
function New-SecretSetting {
    param([hashtable] $App)
    $ours = @($App['passwordCredentials'] | Where-Object { $_ -and $_['displayName'] -eq $CredentialName })
    if ($ours.Count -gt 0 -and -not $NewSecret) {
        $ends = @($ours | ForEach-Object { ([DateTime] $_['endDateTime']).ToUniversalTime() } | Sort-Object)[-1]
        if ($ends -le [DateTime]::UtcNow) {
            Write-Warning ("The client secret of this script expired on $($ends.ToString('yyyy-MM-dd')). " +
                'Create another one with -NewSecret, and name a new file with -ConfigPath.')
        }
        return $null
    }
    $expires = $SecretExpires
    if (-not $expires) { $expires = [DateTime]::UtcNow.AddYears(1).ToString('yyyy-MM-dd') }
    $body = @{
        passwordCredential = @{ displayName = $CredentialName; endDateTime = "${expires}T00:00:00Z" }
    }
    $created = Invoke-GraphWhenKnown POST "/applications/$($App['id'])/addPassword" -Body $body `
        -Placeholder @{ secretText = '<client-secret>' }
    Write-Report "Created a client secret that expires on $expires."
    return [ordered]@{
        auth_type                = 'client_secret'
        client_secret            = $created['secretText']
        client_secret_expires_on = $expires
    }
}

function Get-PemBlock {
    param([string] $Path, [string] $Label)
    $text = Get-Content -Raw -LiteralPath $Path
    return @([regex]::Matches($text, "-----BEGIN $Label-----[\s\S]+?-----END $Label-----") |
            ForEach-Object { $_.Value -replace "`r", '' })
}

# The settings of a certificate. Uploads the public part, unless the app has it.
function New-CertificateSetting {
    param([hashtable] $App)
    $pem = @(Get-PemBlock $CertificatePath 'CERTIFICATE')
    $key = @(Get-PemBlock $(if ($KeyPath) { $KeyPath } else { $CertificatePath }) '[A-Z ]*PRIVATE KEY')
    if ($pem.Count -eq 0) { Stop-Setup "$CertificatePath has no line BEGIN CERTIFICATE: pass the certificate as PEM." }
    if ($key.Count -eq 0) { Stop-Setup 'There is no private key: name its PEM file with -KeyPath.' }
    $bytes = [Convert]::FromBase64String(($pem[0] -replace '-----[^-]+-----|\s', ''))
    $certificate = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2 (, $bytes)
    Add-Certificate $App $certificate
    return [ordered]@{
        auth_type   = 'client_certificate'
        certificate = (($pem + $key) -join "`n") + "`n"
    }
}

# Windows PowerShell would write dates in a form of its own.
function ConvertTo-SentKey {
    param([System.Collections.IDictionary] $Key)
    $sent = @{}
    foreach ($name in $Key.Keys) {
        $value = $Key[$name]
        $sent[$name] = if ($value -is [DateTime]) { $value.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ') } else { $value }
    }
    return $sent
}

# Keys that are there already go back as Microsoft Graph shows them: without their bytes.
function Add-Certificate {
    param([hashtable] $App, $Certificate)
    $keys = @($App['keyCredentials'] | Where-Object { $_ } | ForEach-Object { ConvertTo-SentKey $_ })
    $base64 = [Convert]::ToBase64String($Certificate.GetCertHash())
    $known = @($keys | Where-Object { @($Certificate.Thumbprint, $base64) -contains $_['customKeyIdentifier'] })
    if ($known.Count -gt 0) { return }
    $added = @{
        type        = 'AsymmetricX509Cert'
        usage       = 'Verify'
        displayName = $CredentialName
        key         = [Convert]::ToBase64String($Certificate.RawData)
    }
    $null = Invoke-GraphWhenKnown PATCH "/applications/$($App['id'])" -Body @{ keyCredentials = @($keys + $added) }
    Write-Report "Uploaded the certificate, which expires $($Certificate.NotAfter.ToUniversalTime().ToString('yyyy-MM-dd'))."
}

# --- Settings -----------------------------------------------------------------------------------

function Test-ConfigOfApp {
    param($App)
    return $App -and (Test-Path -LiteralPath $ConfigPath) -and
    (Get-Content -Raw -LiteralPath $ConfigPath).Contains($App['appId'])
}

# Ends the script before anything is changed where the settings could not be written.
function Test-Config {
    param($App)
    if ($PrintConfig -or $DryRun -or -not (Test-Path -LiteralPath $ConfigPath)) { return $false }
    if (-not (Test-ConfigOfApp $App)) {
        Stop-Setup "$ConfigPath has the settings of another app and is not overwritten. Name another file with -ConfigPath."
    }
    if ($NewSecret) {
        Stop-Setup "$ConfigPath is there and is not overwritten. Name another file for the new client secret with -ConfigPath."
    }
    return $true
}

# Only the account that runs the script can read the file, from before the secret is in it.
function Write-Config {
    param([string] $Text)
    $file = New-Item -ItemType File -Path $ConfigPath
    if ([Environment]::OSVersion.Platform -eq 'Win32NT') {
        $user = [System.Security.Principal.WindowsIdentity]::GetCurrent().Name
        $null = icacls $file.FullName /inheritance:r /grant:r "${user}:(R,W,D)"
    }
    else {
        chmod 600 $file.FullName
    }
    # Windows PowerShell would begin the file with a byte order mark.
    [System.IO.File]::WriteAllText($file.FullName, $Text)
    Write-Report "Wrote $ConfigPath. Next: source-microsoft-365 check --config $ConfigPath"
}

function Get-ConfigText {
    param([string] $Tenant, [hashtable] $App, $Credentials)
    $config = [ordered]@{
        tenant_id   = $Tenant
        client_id   = $App['appId']
        credentials = $Credentials
        domains     = @($Domains)
        cloud       = $Cloud
    }
    return (ConvertTo-Json -InputObject $config -Depth 4) + "`n"
}

# --- Commands -----------------------------------------------------------------------------------

function Register-App {
    param([string] $Tenant, [string[]] $Permissions)
    $app = Find-App
    $hasConfig = Test-Config $app
    if ($app) { Add-Permission $app $Permissions } else { $app = New-App $Permissions }
    $principalId = Get-OrNewServicePrincipalId $app['appId']
    $isGranted = Grant-AdminConsent $principalId $Permissions
    $credentials = if ($CertificatePath) { New-CertificateSetting $app } else { New-SecretSetting $app }
    if (-not $hasConfig -and -not $DryRun) {
        if (-not $credentials) {
            Stop-Setup ('The app has a client secret of this script, and its Value cannot be read again. ' +
                'Enter the Value that you have, or create another one with -NewSecret.')
        }
        $text = Get-ConfigText $Tenant $app $credentials
        if ($PrintConfig) { Write-Output $text } else { Write-Config $text }
    }
    if (-not $isGranted) {
        Stop-Setup ('Admin consent was refused. A Privileged Role Administrator or Global Administrator has to ' +
            "run this again, or to choose App registrations > $Name > API permissions > Grant admin consent.")
    }
    Write-Report "The app $Name has the Application (client) ID $($app['appId'])."
}

function Remove-App {
    param([string] $Tenant)
    $app = Find-App
    if ($DryRun -and -not $app) { $app = @{ id = '<object-id>'; appId = '<app-id>' } }
    if (-not $app) {
        Write-Report "There is no app $Name of this script in the tenant $Tenant."
        return
    }
    $null = Invoke-Graph DELETE "/applications/$($app['id'])"
    Write-Report "Deleted the app $Name. It can be restored for 30 days: App registrations > Deleted applications."
    if (-not $DryRun -and (Test-ConfigOfApp $app)) {
        Remove-Item -LiteralPath $ConfigPath
        Write-Report "Deleted $ConfigPath."
    }
}

function Test-Option {
    if ($CertificatePath -and ($SecretExpires -or $NewSecret)) {
        Stop-Setup '-CertificatePath takes the place of a client secret: leave -NewSecret and -SecretExpires out.'
    }
    if ($KeyPath -and -not $CertificatePath) { Stop-Setup '-KeyPath belongs to -CertificatePath.' }
    foreach ($path in @($CertificatePath, $KeyPath) | Where-Object { $_ }) {
        if (-not (Test-Path -LiteralPath $path)) { Stop-Setup "The file $path cannot be read." }
    }
}

Test-Option
$permissions = Get-WantedPermission
$tenant = Connect-Tenant
try {
    if ($Remove) { Remove-App $tenant } else { Register-App $tenant $permissions }
}
catch {
    if (Test-Refused $_) {
        Stop-Setup ('Your account may not do this. It needs the role Application Administrator or Cloud ' +
            'Application Administrator (setup guide, "Who may do this").')
    }
    throw
}
