param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # What the schema and the module have to agree on; the module knows more than a schema can say, so only what a schema can.
    $document = @(
        @{ Json = '{}'; Valid = $true }
        @{ Json = '{ "path": "x", "language": "german" }'; Valid = $true }
        @{ Json = '{ "pathh": "x" }'; Valid = $false }
        @{ Json = '{ "path": 1 }'; Valid = $false }
        @{ Json = '{ "path": " x" }'; Valid = $false }
        @{ Json = '{ "path": null }'; Valid = $false }
        @{ Json = '[]'; Valid = $false }
        @{ Json = '{ "source": { "path": "suite.zip" } }'; Valid = $true }
        @{ Json = '{ "source": { "path": "suite.zip", "uri": "https://x" } }'; Valid = $false }
        @{ Json = '{ "source": { "uri": "https://x" } }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "url": "iwfms://host:45054", "userName": "x@y.z" }] }'; Valid = $true }
        @{ Json = '{ "servers": [{ "name": "W,M" }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "url": "iwfms://host:45054" }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "url": "https://host" }] }'; Valid = $false }
        @{ Json = '{ "servers": {} }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": "plain" }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": { } }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": { "environment": "A", "file": "b" } }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": { "environment": "PATH", "vault": "b" } }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": { "environment": "PATH", "encoded": 1 } }] }'; Valid = $false }
        @{ Json = '{ "servers": [{ "name": "WFM", "password": { "environment": "PATH", "encoded": true } }] }'; Valid = $true }
        @{ Json = '{ "general": { "Protocol": 1, "LogDir": "x", "WriteAlways": false } }'; Valid = $true }
        @{ Json = '{ "general": { "Protocol": { } } }'; Valid = $false }
        @{ Json = '{ "general": { "LogDir": "a\nb" } }'; Valid = $false }
        @{ Json = '{ "externalSystems": [{ "name": "CSV", "keys": { "Groups": ["a", "b"] } }] }'; Valid = $true }
        @{ Json = '{ "externalSystems": [{ "name": "CSV", "keys": { "Groups": ["a;b"] } }] }'; Valid = $false }
        @{ Json = '{ "externalSystems": [{ "name": "CSV" }] }'; Valid = $false }
        @{ Json = '{ "externalSystems": [{ "name": "CSV", "keys": { } }] }'; Valid = $false }
        @{ Json = '{ "externalSystems": [{ "name": "CSV", "secrets": { "Password": { "environment": "PATH" } } }] }'; Valid = $true }
        @{ Json = '{ "mappings": [{ "target": "WFM:1:2:3", "sources": ["CSV:a:Calls"], "script": "Result = 1\nx = 2" }] }'; Valid = $true }
        @{ Json = '{ "mappings": [{ "target": "WFM:1:2", "sources": ["CSV:a:Calls"] }] }'; Valid = $false }
        @{ Json = '{ "mappings": [{ "target": "WFM:1:2:3", "sources": [] }] }'; Valid = $false }
        @{ Json = '{ "mappings": [{ "target": "WFM:1:2:3", "sources": ["CSV"] }] }'; Valid = $false }
        @{ Json = '{ "mappings": [{ "target": "WFM:1:2:3", "sources": ["C:a", "C:a"] }] }'; Valid = $false }
        @{ Json = '{ "schedule": { "callData": { "mode": "interval", "time": "00:05", "minutes": 1440 } } }'; Valid = $true }
        @{ Json = '{ "schedule": { "callData": { "mode": "weekly" } } }'; Valid = $false }
        @{ Json = '{ "schedule": { "callData": { "time": "24:00" } } }'; Valid = $false }
        @{ Json = '{ "schedule": { "callData": { "minutes": 0 } } }'; Valid = $false }
        @{ Json = '{ "schedule": { "calldata": "none", "other": 1 } }'; Valid = $false }
        @{ Json = '{ "service": { "state": "absent" } }'; Valid = $true }
        @{ Json = '{ "service": { "state": "paused" } }'; Valid = $false }
        @{ Json = '{ "service": { } }'; Valid = $false }
    )
    # Test-Json of some versions reads older drafts only. Python's jsonschema reads this one.
    $python = Get-Command python3 -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    $canReadSchema = $false
    if ($python) {
        & $python -c 'import jsonschema; jsonschema.Draft202012Validator' 2>$null
        $canReadSchema = $LASTEXITCODE -eq 0
    }
    $isModern = $PSVersionTable.PSVersion -ge [version] '7.2'
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $folder = Split-Path $Module
    $schema = Join-Path $folder 'schema/xlink-desired-state.schema.json'
    # What the blocks below share stays until the end of the file.
    $site = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "xlink-state-$([guid]::NewGuid())")).FullName
    $path = Join-Path $site 'Xlink'
    $data = Join-Path $site 'state.psd1'
    $env:XLINK_TEST_PASSWORD = 'S3cret, "w"; #1'
    $text = @'
@{
    Path            = 'Xlink'
    Language        = 'german'
    Servers         = @(
        @{ Name = 'WFM'; Url = 'iwfms://host.injixo.com:45054'; UserName = 'xlink@company.com'; Password = @{ Environment = 'XLINK_TEST_PASSWORD' } }
    )
    Schedule        = @{ CallData = @{ Mode = 'Interval'; Time = '00:07'; Minutes = 30 } }
    ExternalSystems = @{ Name = 'CSV'; Keys = @{ Source = 'C:\ACD'; SeparatorCharacter = 3; Groups = 'UHD_DE_IN', 'UHD_EN_IN'; Protocol = $true } }
    Mappings        = @(
        @{
            Target  = 'WFM:1:1002:1003'
            Sources = 'CSV:UHD_DE_IN:Calls', 'CSV:UHD_EN_IN:Calls'
            Script  = @"
Sub Main()
  Result = Para1 * 100
End Sub
"@
        }
    )
}
'@
    [IO.File]::WriteAllText($data, $text)
}

AfterAll {
    $env:XLINK_TEST_PASSWORD = $null
    Remove-Item -LiteralPath $site -Recurse -Force
}

Describe 'A desired state' {
    It 'is shown as differences, and nothing is written, with -WhatIf' {
        $difference = Set-XlinkDesiredState $data -WhatIf
        $difference[0].PSObject.TypeNames[0] | Should -Be 'Xlink.DesiredState.StateDifference'
        "$($difference[0].Part) $($difference[0].Kind)" | Should -Be 'Installation Add'
        $difference.IsApplied | Should -Not -Contain $true
        $path | Should -Not -Exist
    }

    It 'installs, and sets what it says' {
        $applied = Set-XlinkDesiredState $data
        $applied.IsApplied | Should -Not -Contain $false
        (Get-XlinkServer -Path $path).UserName | Should -Be 'xlink@company.com'
        (Get-XlinkExternalSystemConfiguration -Path $path CSV).Settings.Groups | Should -Be 'UHD_DE_IN;UHD_EN_IN'
        (Get-XlinkImportSchedule -Path $path | Where-Object Kind -EQ CallData).Minutes | Should -Be 30
        (Get-XlinkLanguage -Path $path | Where-Object IsCurrent).Name | Should -Be 'german'
