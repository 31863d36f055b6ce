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
        (Get-XlinkMapping -Path $path).Source | Should -HaveCount 2
        Get-Content (Join-Path $path '$1.BAS') -Raw | Should -Match 'Para1 \* 100'
    }

    It 'finds nothing to do the second time, and touches nothing' {
        $before = Get-TestSnapshot $path
        Set-XlinkDesiredState $data | Should -BeNullOrEmpty
        Test-XlinkDesiredState $data | Should -BeNullOrEmpty
        Test-XlinkDesiredState $data -Quiet | Should -BeTrue
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'is compared key by key' {
        Set-XlinkImportSchedule -Path $path -CallData Interval -CallDataMinutes 15
        $difference = @(Get-Item $data | Test-XlinkDesiredState)
        $difference | Should -HaveCount 1
        $difference[0] | ForEach-Object { "$($_.Kind) $($_.Part) $($_.Name) $($_.Key) $($_.Actual) $($_.Desired)" } | Should -Be 'Change Schedule CallData Minutes 15 30'
        Test-XlinkDesiredState $data -Quiet | Should -BeFalse
        Set-XlinkDesiredState $data | Should -HaveCount 1
    }

    It 'comes out of an installation as a file of either form, which is equal to it' {
        $secret = [Environment]::GetEnvironmentVariable('XLINK_PASSWORD_WFM')
        $env:XLINK_PASSWORD_WFM = $env:XLINK_TEST_PASSWORD
        try {
            foreach ($name in 'export.json', 'export.psd1') {
                $file = Join-Path $TestDrive $name
                $state = Get-XlinkDesiredState $file $path
                Test-XlinkDesiredState $file | Should -BeNullOrEmpty
                Get-Content $file -Raw | Should -Not -Match 'S3cret'
                $copy = Join-Path $TestDrive "copy of $name"
                $null = Set-XlinkDesiredState $file $copy
                (Get-XlinkDesiredState -Path $copy).ToJson().Replace((ConvertTo-Json $copy), (ConvertTo-Json $path)) | Should -Be $state.ToJson()
            }
            { Get-XlinkDesiredState $file $path -ErrorAction Stop } | Should -Throw -ErrorId 'BackupExists*'
            (Import-PowerShellDataFile $file).Servers.Password.Environment | Should -Be 'XLINK_PASSWORD_WFM'
        }
        finally { $env:XLINK_PASSWORD_WFM = $secret }
    }

    It 'goes through the pipeline to another folder' {
        $env:XLINK_PASSWORD_WFM = 'x'
        $copy = Join-Path $TestDrive piped
        $null = Get-XlinkDesiredState -Path $path | Set-XlinkDesiredState -Path $copy
        (Get-XlinkServer $copy).UserName | Should -Be 'xlink@company.com'
        $env:XLINK_PASSWORD_WFM = $null
    }

    It 'takes secrets from SecretManagement' {
        function global:Get-Secret($Name, $Vault) { New-TestCredential 'x' "$Vault-$Name" }
        try {
            $file = Join-Path $TestDrive 'vault.json'
            '{ "servers": [{ "name": "WFM", "password": { "secret": "Xlink", "vault": "Company" } }] }' | Set-Content $file
            Set-XlinkDesiredState $file $path | Should -HaveCount 1
            Set-XlinkDesiredState $file $path | Should -BeNullOrEmpty
        }
        finally { Remove-Item function:Get-Secret }
    }

    It 'names the secret that is not there' {
        $file = Join-Path $TestDrive 'missing.json'
        '{ "servers": [{ "name": "WFM", "password": { "secret": "Nowhere" } }] }' | Set-Content $file
        $problem = Get-TestError { Test-XlinkDesiredState $file $path -ErrorAction Stop }
        $problem.FullyQualifiedErrorId | Should -BeLike 'SecretNotFound*'
        $problem.Exception.Message | Should -Match 'Nowhere'
    }
}

Describe 'A data file' {
    It 'is never run: <_>' -ForEach @(
        '@{ Path = $(New-Item -Path $env:XLINK_TEST_MARK) }'
        '@{ Path = "$(New-Item -Path $env:XLINK_TEST_MARK)" }'
        '@{ Path = (New-Item -Path $env:XLINK_TEST_MARK) }'
        '@{ Path = @(New-Item -Path $env:XLINK_TEST_MARK) }'
        '@{ Path = { New-Item -Path $env:XLINK_TEST_MARK } }'
        '@{ Path = $env:XLINK_TEST_MARK }'
        '@{ Path = [IO.File]::Create($env:XLINK_TEST_MARK) }'
        '@{ Path = "x" -replace "x", "y" }'
        'New-Item -Path $env:XLINK_TEST_MARK; @{ Path = "x" }'
        'param($x = (New-Item -Path $env:XLINK_TEST_MARK)) @{ Path = "x" }'
        'begin { New-Item -Path $env:XLINK_TEST_MARK } end { @{ Path = "x" } }'
        '@{ Path = "x" } > $env:XLINK_TEST_MARK'
        '@{ $(New-Item -Path $env:XLINK_TEST_MARK) = "x" }'
        'using module ./evil.psm1
@{ Path = "x" }'
    ) {
        $env:XLINK_TEST_MARK = Join-Path $TestDrive 'mark'
        $file = Join-Path $TestDrive 'evil.psd1'
        [IO.File]::WriteAllText($file, $_)
        $problem = Get-TestError { Test-XlinkDesiredState $file -ErrorAction Stop }
        $problem.FullyQualifiedErrorId | Should -Match '^DesiredState(NotData|Syntax)'
        $problem.Exception.Message | Should -Match 'evil\.psd1'
        $env:XLINK_TEST_MARK | Should -Not -Exist
    }

    It 'has its errors told with file and line' {
        $file = Join-Path $TestDrive 'wrong.psd1'
        [IO.File]::WriteAllText($file, "@{`r`n    Servers = @(`r`n        @{ Name = 'WFM'; Urll = 'x' }`r`n    )`r`n}")
        $problem = Get-TestError { Set-XlinkDesiredState $file -ErrorAction Stop }
        $problem.FullyQualifiedErrorId | Should -BeLike 'DesiredStateNameUnknown*'
        $problem.Exception.Line | Should -Be 3
        $problem.ErrorDetails.RecommendedAction | Should -Match '\burl\b'
    }
}

Describe 'The published schema' -Skip:(-not $canReadSchema) {
    BeforeAll {
        # Which documents, one a line, a schema allows.
        $script = @'
import json, sys, jsonschema
schema = jsonschema.Draft202012Validator(json.load(open(sys.argv[1], encoding="utf-8")))
for line in open(sys.argv[2], encoding="utf-8"):
    print("yes" if schema.is_valid(json.loads(line)) else "no")
'@
        function Test-Schema([string] $Schema, [string[]] $Json) {
            $file = Join-Path $TestDrive 'documents.jsonl'
            [IO.File]::WriteAllLines($file, $Json)
            $script | python3 - $Schema $file
        }
    }

    It 'and the module agree about every document' -ForEach @(, @{ Document = $document }) {
        $allowed = Test-Schema $schema $Document.Json
        $allowed | Should -HaveCount $Document.Count
        for ($i = 0; $i -lt $Document.Count; $i++) {
            $file = Join-Path $TestDrive 'document.json'
            [IO.File]::WriteAllText($file, $Document[$i].Json)
            $problem = $null
            $null = Test-XlinkDesiredState $file (Join-Path $TestDrive 'nowhere') -ErrorAction SilentlyContinue -ErrorVariable problem
            ($allowed[$i] -eq 'yes') | Should -Be $Document[$i].Valid -Because $Document[$i].Json
            ($problem.Count -eq 0) | Should -Be $Document[$i].Valid -Because "$($Document[$i].Json) $problem"
        }
    }

    It 'takes what is exported, and what the DSC resource writes' {
        $dscSchema = Join-Path $TestDrive 'dsc.json'
        & (Get-Process -Id $PID).Path -NoProfile -File (Join-Path $folder 'XlinkPS.dsc.ps1') schema | Set-Content $dscSchema
        $state = @{ path = $path } | ConvertTo-Json -Compress | & (Get-Process -Id $PID).Path -NoProfile -File (Join-Path $folder 'XlinkPS.dsc.ps1') get
        Test-Schema $schema ((Get-XlinkDesiredState -Path $path).ToJson() -replace '\n') | Should -Be 'yes'
        Test-Schema $dscSchema $state | Should -Be 'yes'
    }
}

Describe 'The DSC resource' -Skip:(-not $isModern) {
    BeforeAll {
        $manifest = Get-Content (Join-Path $folder 'XlinkPS.dsc.resource.json') -Raw | ConvertFrom-Json

        # Runs an operation as dsc does: the manifest's command in the manifest's folder, the instance as one line of standard input.
        function Invoke-Dsc([string] $Operation, $Instance) {
            $command = if ($Operation -eq 'schema') { $manifest.schema.command } else { $manifest.$Operation }
            $start = [Diagnostics.ProcessStartInfo]::new($command.executable)
            $command.args | ForEach-Object { $start.ArgumentList.Add($_) }
            $start.WorkingDirectory = $folder
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            $problem = $process.StandardError.ReadToEndAsync()
            if ($Instance -isnot [string]) { $Instance = $Instance | ConvertTo-Json -Depth 10 -Compress }
            $process.StandardInput.Write($Instance)
            $process.StandardInput.Close()
            $line = @($process.StandardOutput.ReadToEnd() -split '\r?\n' | Where-Object { $_ })
            $process.WaitForExit()
            [pscustomobject] @{ ExitCode = $process.ExitCode; Line = $line; Error = $problem.Result }
        }

        $dsc = Join-Path $site 'dsc'
        $instance = @{
            path = $dsc; language = 'german'
            servers = @(@{ name = 'WFM'; url = 'iwfms://host:45054'; userName = 'xlink@company.com'; password = @{ environment = 'XLINK_TEST_PASSWORD' } })
        }
    }

    It 'has the version of the module' { $manifest.version | Should -Be (Import-PowerShellDataFile $Module).ModuleVersion }

    It 'has a type, commands and return kinds as the manifest schema wants them' {
        $manifest.type | Should -MatchExactly '^\w+(\.\w+){0,2}\/\w+$'
        $manifest.'$schema' | Should -BeExactly 'https://raw.githubusercontent.com/PowerShell/DSC/main/schemas/v3/bundled/resource/manifest.json'
        foreach ($name in 'get', 'set', 'test', 'whatIf', 'export') { $manifest.$name.input | Should -Be 'stdin' }
        foreach ($name in 'set', 'test', 'whatIf') { $manifest.$name.return | Should -Be 'stateAndDiff' }
        $manifest.exitCodes.PSObject.Properties.Name | Should -Contain '0'
    }

    It 'gets, tests, sets and tests again' {
        $missing = Invoke-Dsc get @{ path = $dsc }
        $missing.Line | Should -HaveCount 1
        ($missing.Line[0] | ConvertFrom-Json)._exist | Should -BeFalse

        $test = Invoke-Dsc test $instance
        ($test.Line[0] | ConvertFrom-Json)._inDesiredState | Should -BeFalse
        $test.Line[1] | ConvertFrom-Json | Should -Be '_exist', 'language', 'servers'

        $set = Invoke-Dsc set $instance
        $set.Error | Should -BeNullOrEmpty
        $set.ExitCode | Should -Be 0
        ($set.Line[0] | ConvertFrom-Json).servers[0].userName | Should -Be 'xlink@company.com'
        $set.Line[1] | ConvertFrom-Json | Should -Be '_exist', 'language', 'servers'

        $again = Invoke-Dsc test $instance
        ($again.Line[0] | ConvertFrom-Json)._inDesiredState | Should -BeTrue
        $again.Line[1] | Should -Be '[]'
        "$($set.Line) $($again.Line)" | Should -Not -Match 'S3cret'
    }

    It 'tells what it would do, and errors as DSC reads them' {
        $before = Get-TestSnapshot $dsc
        $other = $instance.Clone()
        $other.language = 'english'
        (Invoke-Dsc whatIf $other).Line[1] | Should -Be '["language"]'
        Get-TestSnapshot $dsc | Should -Be $before
        $wrong = Invoke-Dsc set @{ path = $dsc; language = 'klingon' }
        $wrong.ExitCode | Should -Be 1
        ($wrong.Error | ConvertFrom-Json).error | Should -Match 'klingon'
        (Invoke-Dsc get 'no json').ExitCode | Should -Be 2
    }

    It 'exports what this computer knows of, one line each' {
        $export = Invoke-Dsc export ''
        $export.ExitCode | Should -Be 0
        foreach ($line in $export.Line) { ($line | ConvertFrom-Json).path | Should -Not -BeNullOrEmpty }
        $one = Invoke-Dsc export @{ path = $dsc }
        $one.Line | Should -HaveCount 1
        ($one.Line[0] | ConvertFrom-Json).servers[0].name | Should -Be 'WFM'
    }
}
