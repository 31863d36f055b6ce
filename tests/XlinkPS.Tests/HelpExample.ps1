# The examples of a page or of the README, and the place in which they run: a drive C: with an installation that is set up, and a server.

# Blocks of PowerShell in a markdown file, in their order. One behind a comment <!-- not run: reason --> has that reason.
function Get-HelpExample([string] $Path) {
    $text = [IO.File]::ReadAllText($Path) -replace '\r\n', "`n"
    $number = 0
    foreach ($match in [regex]::Matches($text, '(?:<!-- not run: (?<reason>[^\n]+?) -->\n+)?```powershell\n(?<code>.*?)\n```', 'Singleline')) {
        $number++
        [pscustomobject] @{ Number = $number; Code = $match.Groups['code'].Value; NotRun = $match.Groups['reason'].Value }
    }
}

# Everything that examples start from. $Box is a new folder; it becomes the drive C: where there is none.
function Initialize-HelpBox([string] $Box, $Server) {
    $script:Box = New-Item -ItemType Directory -Force $Box
    $script:BoxServer = $Server
    $script:BoxPassword = ConvertTo-SecureString 'correct horse battery' -AsPlainText -Force
    $script:HasDrive = $PSVersionTable.PSEdition -eq 'Core' -and -not $IsWindows
    if ($HasDrive) { $null = New-PSDrive -Name C -PSProvider FileSystem -Root $Box -Scope Global }
    $env:XLINKPS_REGISTER = Join-Path (Split-Path $Box) 'register'

    Get-XlinkUser -UserName admin | Set-XlinkUser -Password $BoxPassword
    # An example of the audit log looks for one.
    Connect-XlinkServer -Url $Server.Url -Credential (New-Object pscredential 'admin', (ConvertTo-SecureString wrong -AsPlainText -Force)) -ErrorAction SilentlyContinue
    Connect-HelpBox
    $null = New-XlinkUser xlink@company.com -Password $BoxPassword
    $null = New-XlinkQueue Service
    $null = New-XlinkQueue Hotline -ValueType Calls, Handled, AHT, Lost
    $null = New-XlinkQueue Support -ValueType Calls, Handled, Lost
    $null = New-XlinkQueue Fax -Parent Service -ValueType Calls
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink -TimeLink
    $null = New-XlinkEmployee 'Ada Lovelace' CSV 4711
    $null = New-XlinkEmployee 'Test Trainee'
    $null = New-XlinkActivity Break CSV 2

    foreach ($folder in 'ACD/Calls', 'ACD/Done', 'ACD/Agents', 'ACD/Status', 'CloudLink/Calls', 'CloudLink/Agents', 'Backup', 'Downloads', 'Scripts') {
        $null = New-Item -ItemType Directory -Force (Join-Path $Box $folder)
    }
    $platform = if ($HasDrive) { 'linux' } else { 'windows' }
    Copy-Item (Join-Path (Get-Module XlinkPS).ModuleBase "suite/*-$platform.zip") (Join-Path $Box 'Downloads/Xlink.zip')
    Copy-Item (Join-Path $PSScriptRoot '../../examples/sample-data/lost-calls.bas') (Join-Path $Box Scripts)
    # Monday, 16 November 2026, of both languages; and yesterday, which an example imports.
    $rows = foreach ($day in [datetime] '2026-11-16', (Get-Date).Date.AddDays(-1)) {
        foreach ($group in 'Hotline_DE', 'Hotline_EN') {
            foreach ($quarter in 0..3) {
                [string]::Format([cultureinfo]::InvariantCulture, '{0};{1:dd\.MM\.yyyy};{2:00}:{3:00};{4};{5};{6}', $group, $day, 8, ($quarter * 15), (10 + $quarter), 9, (180 + $quarter))
            }
        }
    }
    @('Queue;Date;Time;CallsOffered;CallsHandled;AHT') + $rows | Set-Content (Join-Path $Box 'ACD/Calls/calls.csv') -Encoding UTF8
    'Agent;Activity;Start', '4711;1;16.11.2026 08:00:00', '4711;2;16.11.2026 10:00:00', '4711;1;16.11.2026 10:15:00', '4711;0;16.11.2026 12:00:00' |
        Set-Content (Join-Path $Box 'ACD/Agents/agents.csv') -Encoding UTF8
    Copy-Item (Join-Path $Box 'ACD/Agents/agents.csv') (Join-Path $Box 'ACD/Status')

    $xlink = Join-Path $Box Xlink
    $null = Install-Xlink $xlink | Set-XlinkServer -Url $Server.Url |
        Set-XlinkCredential -Credential (New-Object pscredential 'xlink@company.com', $BoxPassword)
    Set-XlinkExternalSystemConfiguration CSV -Path $xlink -Source (Join-Path $Box ACD/Calls) -Separator Semicolon -HeaderLines 1 -Interval 15 `
        -ColumnNames Queue, Date, Time, CallsOffered, CallsHandled, AHT -GroupColumn 1 -Groups Hotline_DE, Hotline_EN -DateColumn 2 -TimeColumn 3 -DateOrder Dmy `
        -AhtColumn 6 -ActivitySource (Join-Path $Box ACD/Agents) -ActivitySeparator Semicolon -ActivityHeaderLines 1 -ActivityColumnNames Agent, Activity, Start `
        -AgentColumn 1 -ActivityColumn 2 -ActivityStartTimeStampColumn 3 -ActivityDateOrder Dmy -ActivityTimeSpanType StartOnly -LogOffActivities 0 `
        -ActivityIdentifiers 1, 2 -ActivityDescriptions Ready, Break
    $null = New-XlinkMapping $xlink -Queue Hotline -ValueType Calls -Source CSV:Hotline_DE:CallsOffered
    $null = New-XlinkMapping $xlink -Queue Hotline -ValueType AHT -Source CSV:Hotline_DE:AHT
    $null = New-XlinkMapping $xlink -Queue Hotline -ValueType Lost -ScriptPath (Join-Path $Box Scripts/lost-calls.bas) `
        -Source CSV:Hotline_DE:CallsOffered, CSV:Hotline_DE:CallsHandled
    $null = New-XlinkMapping $xlink -Queue Hotline -ValueType Handled -Source CSV:Hotline_DE:CallsHandled
    Set-XlinkTargetRole Lost None -Path $xlink
    $null = Invoke-XlinkImport $xlink -CallData -AgentData -StartDate 2026-11-16
    'Enterprise Server 1 not available' | ForEach-Object { (Get-Date).ToString('MM\/dd\/yy HH:mm:ss', [cultureinfo]::InvariantCulture) + " > $_" } | Add-Content (Join-Path $xlink isps_uls.log)
    Copy-Item -Recurse $Box "$Box.template"
    $script:IsDirty = $false
}

function Connect-HelpBox {
    Connect-XlinkServer -Url $BoxServer.Url -Credential (New-Object pscredential 'admin', $BoxPassword)
}

# The servers that examples have left running.
function Stop-HelpServer {
    foreach ($folder in 'Trial', 'XlinkServer', 'server') {
        $data = Join-Path $Box $folder
        if (Test-Path $data) { Stop-XlinkServer $data -WarningAction Ignore }
    }
}

# As it was before the examples of another page.
function Reset-HelpBox {
    if ($IsDirty) {
        Stop-HelpServer
        if ($HasDrive) {
            # Some hundred files, many times: PowerShell's own cmdlets take a second for what these do in no time.
            & /bin/sh -c 'rm -rf "$1" && cp -a "$1.template" "$1"' sh "$Box"
        }
        else {
            Get-ChildItem $Box -Force | Remove-Item -Recurse -Force
            Get-ChildItem "$Box.template" -Force | Copy-Item -Destination $Box -Recurse
        }
        Remove-Item -Recurse -Force $env:XLINKPS_REGISTER -ErrorAction Ignore
        $script:IsDirty = $false
    }
    try { $null = Get-XlinkQueue Hotline -ErrorAction Stop } catch { Connect-HelpBox }
}

function Remove-HelpBox {
    Stop-HelpServer
    if ($HasDrive) { Remove-PSDrive C -Scope Global -Force }
    Remove-Item Env:XLINKPS_REGISTER, Env:XLINK_PASSWORD_WFM -ErrorAction Ignore
}

# The names of servers stand for the one that runs here, and a port of their own for a free one.
function ConvertTo-HelpBoxCode([string] $Code) {
    $url = [uri] $BoxServer.Url
    $code = $Code -replace 'iwfm://wfm01:45054', $BoxServer.Url -replace '-ServerName wfm0\d', "-ServerName $($url.Host) -Port $($url.Port)" -replace '-Port 4505\d', '-Port 0' `
        -replace '-HostName yourhost \|', "-Url $($BoxServer.Url) |" -replace 'Install-XlinkService \|', 'Install-XlinkService -WhatIf |'
    if ($HasDrive) { $code } else { $code.Replace('C:\', "$Box\") }
}

# Runs examples one after the other, as somebody would who reads the page from top to bottom. What asks a person gets an answer.
# $Accepted matches errors that are none of the example.
function Invoke-HelpExample([object[]] $Example, [string] $Accepted = '(?!)') {
    function Get-Credential([string] $UserName) { New-Object pscredential $UserName, $BoxPassword }
    function Read-Host([string] $Prompt, [switch] $AsSecureString) { if ($AsSecureString) { $BoxPassword } else { 'x' } }
    function Get-Secret([string] $Name) { Get-Credential $(if ($Name -eq 'Xlink') { 'xlink@company.com' } else { 'admin' }) }
    $ErrorActionPreference = 'Stop'
    $ConfirmPreference = 'None'
    if ($Example.Code -match 'C:\\|\./') { $script:IsDirty = $true }
    Push-Location $(if ($HasDrive) { 'C:\' } else { "$Box" })
    try {
        foreach ($item in $Example | Where-Object { -not $_.NotRun }) {
            try {
                $output = @(. ([scriptblock]::Create((ConvertTo-HelpBoxCode $item.Code))) 3>&1 4>$null 6>$null)
            }
            catch {
                if ("$($_.FullyQualifiedErrorId) $_" -match $Accepted) { continue }
                throw "Example $($item.Number) fails: $_`n$($item.Code)"
            }
            $warning = @($output | Where-Object { $_ -is [Management.Automation.WarningRecord] })
            [pscustomobject] @{ Number = $item.Number; Code = $item.Code; Output = @($output | Where-Object { $_ -isnot [Management.Automation.WarningRecord] }); Warning = $warning }
        }
    }
    finally {
        Pop-Location
    }
}

# Statements of an about topic, in their order: blocks with eight spaces before them that begin with a cmdlet of the module. A line of a program is none, nor is
# what stands in a column beside a statement.
function Get-TopicExample([string] $Path) {
    $start = '^ {8}(\$\w+ (=|\|) )?[A-Z][a-z]+-Xlink\w*( \S|$|  )'
    $statement = @()
    $isCode = $false
    foreach ($line in [IO.File]::ReadAllLines($Path) + '') {
        $isContinued = $isCode -and $line -match '^ {10}' -and $statement.Count -gt 0
        if ($isContinued) { $statement[-1] += "`n" + $line.Trim() }
        elseif ($line -notmatch '^ {8}\S') { $isCode = $false; $isBlock = $false }
        elseif ($line -cmatch $start -and ($isCode -or -not $isBlock)) { $isCode = $true; $isBlock = $true; $statement += ($line.Trim() -split ' {3,}')[0] }
        else { $isBlock = $true }
    }
    for ($i = 0; $i -lt $statement.Count; $i++) { [pscustomobject] @{ Number = $i + 1; Code = $statement[$i]; NotRun = '' } }
}
