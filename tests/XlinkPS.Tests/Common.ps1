# What the test files share: the module under test, a server of their own, and an installation that is set up.
param([Parameter(Mandatory)] [string] $Module)

$ErrorActionPreference = 'Stop'
Import-Module $Module -Force

# The servers that this file has started and not stopped yet.
$TestServer = New-Object System.Collections.Generic.List[object]

function New-TestSecret([string] $Text) { ConvertTo-SecureString $Text -AsPlainText -Force }

function New-TestCredential([string] $UserName, [string] $Password) {
    New-Object pscredential $UserName, (New-TestSecret $Password)
}

# Starts a server and connects the session as its administrator.
function Start-TestServer([string] $Folder) {
    $server = Start-XlinkServer -DataPath (Join-Path $Folder 'server') -Port 0 -TimeZone Europe/Berlin -Wait
    $TestServer.Add($server)
    $server | Connect-XlinkServer
    $server
}

# For AfterAll of the block that has started servers, since its end removes their data folders too.
function Stop-TestServer {
    foreach ($server in $TestServer) {
        Stop-XlinkServer -DataPath $server.DataPath
        Wait-TestProcess $server.ProcessId
    }
    $TestServer.Clear()
}

# A process that has been stopped may be in the list a little longer.
function Wait-TestProcess([int] $Id) {
    $limit = [datetime]::Now.AddSeconds(20)
    while (Get-Process -Id $Id -ErrorAction SilentlyContinue) {
        if ([datetime]::Now -gt $limit) { throw "Process $Id still runs." }
        Start-Sleep -Milliseconds 20
    }
}

# The user of the manual, with admin access. A password with everything that a line of isps_ul.ini does not like.
function New-TestUser([string] $EmailAddress = 'xlink@company.example') {
    $credential = New-TestCredential $EmailAddress "S3cret, `"w$([char] 0xF6)rd`"; #1"
    $null = New-XlinkUser -EmailAddress $EmailAddress -Password $credential.Password
    $credential
}

# The CSV interface of the manual, on a new folder, which it gives back.
function Set-TestInterface([string] $Path, [string] $Folder, [string] $Name = 'CSV', [hashtable] $Parameter = @{}) {
    $source = New-Item -ItemType Directory -Force -Path $Folder
    $settings = @{
        Source = $source.FullName; Separator = 'Semicolon'; HeaderLines = 1; GroupColumn = 1; DateColumn = 2; TimeColumn = 3
        DateOrder = 'dmy'; Interval = 15; AhtColumn = 6; Groups = 'UHD_DE_IN', 'UHD_EN_IN'
        ColumnNames = 'Queue', 'Date', 'Time', 'CallsOffered', 'CallsHandled', 'AHT'
    }
    $Parameter.Keys | ForEach-Object { $settings[$_] = $Parameter[$_] }
    Set-XlinkExternalSystemConfiguration -Path $Path -Name $Name @settings
    $source.FullName
}

# A file of that interface: the manual's rows, or other ones.
function Set-TestCallFile([string] $Path, [string[]] $Row = @(
        'UHD_DE_IN;23.12.2014;08:00;1;0;0', 'UHD_DE_IN;23.12.2014;08:15;1;1;180',
        'UHD_EN_IN;23.12.2014;08:30;1;1;150', 'UHD_EN_IN;23.12.2014;08:45;1;1;160')) {
    @('Queue;Date;Time;CallsOffered;CallsHandled;AHT') + $Row | Set-Content -Path $Path -Encoding UTF8
}

# Agent data as an import sends it: lines of agent, activity, start and end.
function Send-TestAgentStatus($Server, [string] $Day, [string[]] $Activity, [string] $ExternalSystem = 'ACD') {
    $api = $Server.Url.Replace('iwfm:', 'http:') + '/api/v1'
    $login = @{ login = 'admin'; password = $Server.AdministratorCredential.GetNetworkCredential().Password } | ConvertTo-Json
    $token = (Invoke-RestMethod "$api/tokens" -Method Post -ContentType application/json -Body $login).token
    $upload = @{
        externalSystem = $ExternalSystem; day = $Day; externalActivities = @()
        activities = @($Activity | ForEach-Object {
                $agent, $id, $start, $end = $_ -split ' '
                @{ agentId = $agent; activityId = $id; start = $start; end = $end }
            })
    }
    $headers = @{ Authorization = "Bearer $token"; 'Idempotency-Key' = "$([guid]::NewGuid())" }
    $null = Invoke-RestMethod "$api/agent-status" -Method Post -ContentType application/json -Headers $headers -Body ($upload | ConvertTo-Json -Depth 4)
}

# An error that a script block is expected to end with.
function Get-TestError([scriptblock] $Script) {
    try { $null = & $Script } catch { return $_ }
    throw 'The expected error did not occur.'
}

# Every file below a folder with its hash: equal lists mean that nothing has changed.
function Get-TestSnapshot([string] $Path) {
    Get-ChildItem -LiteralPath $Path -Recurse -File -Force | Sort-Object FullName | ForEach-Object {
        '{0} {1}' -f $_.FullName, (Get-FileHash -LiteralPath $_.FullName).Hash
    }
}

# Files are compared as bytes; every byte is one character here.
function Get-TestByte([string] $Path) { [Text.Encoding]::GetEncoding(28591).GetString([IO.File]::ReadAllBytes($Path)) }

function Set-TestByte([string] $Path, [string] $Text) { [IO.File]::WriteAllBytes($Path, [Text.Encoding]::GetEncoding(28591).GetBytes($Text)) }

# What a script writes in a PowerShell of its own that cannot ask anybody. $Module names the module there too.
function Invoke-TestProcess([string] $Script) {
    $file = [IO.Path]::GetTempFileName() + '.ps1'
    $head = "param(`$Module)`n`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'`n" +
        "if (`$PSVersionTable.PSVersion -ge [version] '7.2') { `$PSStyle.OutputRendering = 'PlainText' }`n"
    [IO.File]::WriteAllText($file, $head + $Script, (New-Object Text.UTF8Encoding $true))
    try {
        $output = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $file -Module $Module 2>&1 | Out-String
        if ($LASTEXITCODE -ne 0) { throw "The process ended with exit code ${LASTEXITCODE}: $output" }
        $output.Trim()
    }
    finally {
        Remove-Item $file, ($file -replace '\.ps1$')
    }
}
