param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # The tests of the help bring them from their packages.
    $hasOlderLibrary = Test-Path (Join-Path $PSScriptRoot '../../artifacts/older-libraries/CsvHelper.dll')
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $older = Join-Path $PSScriptRoot '../../artifacts/older-libraries'
    $folder = Split-Path $Module
    $manifest = Import-PowerShellDataFile $Module
    $command = Get-Command -Module XlinkPS
}

Describe 'The manifest' {
    AfterAll { Stop-TestServer }

    It 'is valid' {
        $problem = $null
        (Test-ModuleManifest $Module -WarningVariable problem).Name | Should -Be 'XlinkPS'
        $problem | Should -BeNullOrEmpty
    }

    It 'exports every cmdlet of the module and nothing else' {
        $compiled = (Get-Command Get-Xlink).ImplementingType.Assembly.GetTypes() | ForEach-Object {
            $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) | ForEach-Object { "$($_.VerbName)-$($_.NounName)" }
        }
        $command.Name | Sort-Object | Should -Be ($manifest.CmdletsToExport | Sort-Object)
        $command.Name | Sort-Object | Should -Be ($compiled | Sort-Object)
        $command.CommandType | Select-Object -Unique | Should -Be 'Cmdlet'
    }

    It 'has the version of the cmdlets, the suites and the server' {
        $version = [version] $manifest.ModuleVersion
        $library = [Reflection.AssemblyName]::GetAssemblyName((Join-Path $folder 'bin/XlinkPS.dll')).Version
        [version] "$($library.Major).$($library.Minor).$($library.Build)" | Should -Be $version
        $suite = Get-ChildItem (Join-Path $folder suite) -Filter *.zip
        $suite | Should -HaveCount 2
        foreach ($file in $suite) {
            $file.Name | Should -Match "^Xlink-$version-(windows|linux)\.zip$"
            $zip = [IO.Compression.ZipFile]::OpenRead($file.FullName)
            try {
                $reader = New-Object IO.StreamReader $zip.GetEntry('Xlink/version.txt').Open()
                $reader.ReadToEnd().Trim() | Should -Be "$version"
            }
            finally {
                $zip.Dispose()
            }
        }
        (Start-TestServer $TestDrive).Version | Should -Be "$version"
        (Install-Xlink -Path (Join-Path $TestDrive Xlink)).Version | Should -Be "$version"
    }
}

Describe 'The cmdlets' {
    AfterAll { Stop-TestServer }

    It 'have approved verbs and singular nouns that begin with Xlink' {
        $verb = (Get-Verb).Verb
        $command | Where-Object { $verb -cnotcontains $_.Verb } | Should -BeNullOrEmpty
        $command | Where-Object { $_.Noun -cnotmatch '^Xlink([A-Z]\w*)?$' -or $_.Noun -cmatch '(?<!Statu)s$' } | Should -BeNullOrEmpty
    }

    It 'support -WhatIf and -Confirm wherever they change something' {
        # Connecting changes the session only, comparing and converting nothing.
        $reading = 'Compare', 'Get', 'Test', 'Connect', 'ConvertTo', 'Disconnect'
        $command | Where-Object { $_.Verb -notin $reading -and -not ($_.Parameters.ContainsKey('WhatIf') -and $_.Parameters.ContainsKey('Confirm')) } |
            Should -BeNullOrEmpty
    }

    It 'take secrets as secure strings and credentials, never as plain text' {
        # An encoded password is what stands in the file; a path leads to one; a lifetime is none. A login that ends is an object without its secret.
        $secret = foreach ($item in $command) {
            $item.Parameters.Values | Where-Object { $_.Name -match 'Password|Secret|Credential|Token' -and $_.Name -notmatch '^EncodedPassword$|Path$|^TokenLifetimeHours$' -and $_.ParameterType.Name -ne 'WfmToken' }
        }
        $secret.Name | Should -Contain 'Password'
        $secret.Name | Should -Contain 'Credential'
        $secret | Where-Object { $_.ParameterType -ne [securestring] -and $_.ParameterType -ne [pscredential] } | Should -BeNullOrEmpty
    }

    It 'take the folder of an installation as -Path, from the pipeline too, and last of all that stands without a name' {
        $folderCmdlet = (Get-Command Get-Xlink).ImplementingType.BaseType.BaseType
        $folderCmdlet.Name | Should -Be FolderCmdlet
        $wrong = foreach ($item in $command | Where-Object { $_.ImplementingType.IsSubclassOf($folderCmdlet) }) {
            $set = $item.Parameters['Path'].ParameterSets.Values
            $before = $item.Parameters.Values.Where{ $_.Name -ne 'Path' }.ParameterSets.Values.Position
            if ($set | Where-Object { -not $_.ValueFromPipelineByPropertyName -or $_.Position -lt 0 -or $before -ge $_.Position }) { $item }
        }
        $wrong | Should -BeNullOrEmpty
    }

    It 'say what they write to the pipeline' {
        $silent = 'Disconnect-XlinkServer', 'Stop-XlinkServer', 'Unlock-XlinkUser', 'Remove-XlinkUser', 'Remove-XlinkQueue', 'Remove-XlinkExternalSystem', 'Remove-XlinkMapping',
            'Remove-XlinkActivity', 'Remove-XlinkActivityMapping', 'Remove-XlinkEmployee', 'Remove-XlinkEmployeeId', 'Remove-XlinkServer', 'Remove-XlinkSetting', 'Revoke-XlinkToken'
        $command | Where-Object { -not $_.OutputType } | ForEach-Object Name | Sort-Object | Should -Be ($silent | Sort-Object)
    }

    It 'complete names that exist somewhere' {
        $folder = Join-Path $TestDrive completion
        $null = Install-Xlink -Path $folder
        $null = Set-TestInterface $folder (Join-Path $TestDrive csv)
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
        Complete "Get-XlinkSourceTree -Path '$folder' -ExternalSystem " | Should -Be 'CSV'
        Complete "Set-XlinkCredential -Path '$folder' -ServerEntry W" | Should -Be 'WFM'
        Complete "New-XlinkMapping -InstallationPath '$folder' -Source CSV:UHD_EN_IN:A" | Should -Be "'CSV:UHD_EN_IN:AHT'"
        Push-Location $TestDrive
        try {
            Complete 'Get-XlinkExternalSystemConfiguration -Path ./completion c' | Should -Be 'CSV'
        }
        finally {
            Pop-Location
        }
        Complete "Get-XlinkSourceTree -Path '$TestDrive/missing' -ExternalSystem x" | Should -BeNullOrEmpty
    }

    It 'complete what an installation has although the server of the session is gone' {
        $folder = Join-Path $TestDrive alone
        $null = Install-Xlink -Path $folder
        $null = Set-TestInterface $folder (Join-Path $TestDrive csv)
        Start-TestServer (Join-Path $TestDrive gone) | Stop-XlinkServer
        $line = "Get-XlinkSourceTree -Path '$folder' -ExternalSystem "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'CSV'
    }

    It 'complete names of the connected server' {
        $null = Start-TestServer (Join-Path $TestDrive complete)
        $null = New-XlinkQueue Service -ValueType Calls
        $null = New-XlinkQueue 'Hotline S' -Parent Service -ValueType Calls, AHT
        function Complete([string] $Line) { (TabExpansion2 $Line $Line.Length).CompletionMatches.CompletionText }
        Complete 'Get-XlinkInterval -Queue ' | Should -Be 'Service', "'Service/Hotline S'"
        Complete "Get-XlinkInterval -Queue 'Service/Hotline S' -ValueType " | Should -Be 'AHT', 'Calls'
        Complete 'Unlock-XlinkUser -UserName ' | Should -Be 'admin'
        $null = New-XlinkExternalSystem ACD -Type Csv -TimeLink
        $null = New-XlinkExternalSystem CRM -Type Csv -TimeLink
        $null = New-XlinkEmployee 'Eva M' ACD 1
        $null = New-XlinkActivity Pause ACD 'Coffee break', Smoking
        $null = New-XlinkActivity Meal CRM Lunch
        Complete 'New-XlinkEmployee Otto -ExternalSystem ' | Should -Be 'ACD', 'CRM'
        Complete 'Get-XlinkAgentStatus ' | Should -Be "'Eva M'"
        Complete 'Add-XlinkEmployeeId -Name e' | Should -Be "'Eva M'"
        Complete 'Remove-XlinkActivity p' | Should -Be 'Pause', 'Present'
        Complete 'Add-XlinkActivityMapping Present -ExternalSystem ACD -ExternalId ' | Should -Be "'Coffee break'", 'Smoking'
        Disconnect-XlinkServer
        Complete 'Unlock-XlinkUser -UserName x' | Should -BeNullOrEmpty
    }
}

Describe 'Importing the module' {
    AfterAll { Stop-TestServer }

    It 'works again after Remove-Module and with -Force' {
        Invoke-TestProcess @'
Import-Module $Module
Remove-Module XlinkPS
if (Get-Module XlinkPS) { throw 'still there' }
Import-Module $Module
Import-Module $Module -Force
(Get-Command -Module XlinkPS).Count
Remove-Module XlinkPS
Import-Module $Module
try { Get-Xlink ./no-such-folder } catch { $_.FullyQualifiedErrorId }
'@ | Should -Match "^$($command.Count)\s+InstallationNotFound,XlinkPS\.Installations\.GetXlinkCommand$"
    }

    It 'loads the cmdlets only: the core and its libraries come with the first cmdlet that needs them' {
        $loaded = Invoke-TestProcess @'
Import-Module $Module
[AppDomain]::CurrentDomain.GetAssemblies().Where{ -not $_.IsDynamic -and $_.Location -like "$(Split-Path $Module)*" }.ForEach{ $_.GetName().Name }
'@
        $loaded | Should -Be XlinkPS
    }

    It 'leaves a session alone that has loaded older versions of its libraries (skipped without them)' -Skip:($PSEdition -ne 'Core' -or -not $hasOlderLibrary) {
        $output = Invoke-TestProcess ("`$older = '$((Resolve-Path $older).ProviderPath)'`n" + @'
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
try {
    # As a script does it, and as another module does it that keeps its libraries to itself; PowerShell's own System.Text.Json is loaded too.
    Add-Type -Path "$older/CsvHelper.dll", "$(Split-Path $Module)/bin/lib/NodaTime.dll"
    $json = [Runtime.Loader.AssemblyLoadContext]::new('another module').LoadFromAssemblyPath("$older/System.Text.Json.dll")
    $null = [Text.Json.JsonDocument]::Parse('[1]')
    Import-Module $Module
    $server = Start-XlinkServer -DataPath "$folder/server" -Port 0
    try {
        $server | Connect-XlinkServer
        $null = New-XlinkQueue Hotline -ValueType Calls
        $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
        $null = Install-Xlink "$folder/Xlink" | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential $server.AdministratorCredential
        $acd = New-Item -ItemType Directory "$folder/acd"
        Set-XlinkExternalSystemConfiguration -Path "$folder/Xlink" CSV -Source $acd -Separator Comma -GroupColumn 1 -TimeStampColumn 2 `
            -DateOrder ymd -ColumnNames Queue, Time, Calls -Groups A -Interval 15
        $null = New-XlinkMapping "$folder/Xlink" -Queue Hotline -ValueType Calls -Source CSV:A:Calls
        Set-Content "$acd/calls.csv" 'A,2026-11-16T08:00,7'
        'imported ' + (Invoke-XlinkImport "$folder/Xlink" -CallData -StartDate 2026-11-16).ValuesWritten
    }
    finally {
        $server | Stop-XlinkServer
    }
    $reader = [CsvHelper.CsvReader]::new([IO.StringReader]::new('a;b'), [CsvHelper.Configuration.CsvConfiguration]::new([cultureinfo]::InvariantCulture))
    $null = $reader.Read()
    'read {0} with {1}' -f $reader.Parser.Count, $reader.GetType().Assembly.GetName().Version
    'parsed with {0}' -f $json.GetType('System.Text.Json.JsonDocument')::Parse('[1]', $json.GetType('System.Text.Json.JsonDocumentOptions')::new()).GetType().Assembly.GetName().Version
    $ours = [Runtime.Loader.AssemblyLoadContext]::All.Where{ $_.Name -eq 'XlinkPS' }.Assemblies.GetName().Where{ $_.Name -eq 'CsvHelper' }
    'the module has {0}' -f $ours.Version
}
finally {
    Remove-Item -Recurse -Force $folder
}
'@)
        $output | Should -Match 'imported 1\r?\n'
        $output | Should -Match 'read 1 with 33\.'
        $output | Should -Match 'parsed with 8\.'
        $output | Should -Match 'the module has (3[4-9]|[4-9]\d)\.' -Because 'a CSV file was read with it'
    }

    It 'works in a job' {
        $job = Start-Job -ArgumentList $Module, (Join-Path $TestDrive job) -ScriptBlock {
            Import-Module $args[0]
            Install-Xlink -Path $args[1] | Set-XlinkServer -HostName yourhost | Get-XlinkServer
        }
        try {
            $server = $job | Wait-Job -Timeout 60 | Receive-Job
            $server.Url | Should -Be 'iwfms://yourhost.injixo.com:45054'
        }
        finally {
            $job | Remove-Job -Force
        }
    }

    It 'gives every runspace a connection of its own, also when several import it at once' -Skip:($PSEdition -ne 'Core') {
        $server = Start-TestServer (Join-Path $TestDrive parallel)
        1..4 | ForEach-Object { $null = New-TestUser "xlink$_@company.example" }
        $password = (New-TestCredential x (New-TestUser xlink5@company.example).GetNetworkCredential().Password).Password
        $file = Join-Path $TestDrive password.xml
        New-Object pscredential $server.Url, $password | Export-Clixml $file
        $output = Invoke-TestProcess @"
`$known = Import-Clixml '$file'
1..5 | ForEach-Object -ThrottleLimit 5 -Parallel {
    Import-Module `$using:Module
    `$known = `$using:known
    Connect-XlinkServer -Url `$known.UserName -Credential ([pscredential]::new("xlink`$_@company.example", `$known.Password))
    `$null = New-XlinkQueue "Queue `$_"
    Disconnect-XlinkServer
    Connect-XlinkServer -Url `$known.UserName -Credential ([pscredential]::new("xlink`$_@company.example", `$known.Password)) -PassThru | ForEach-Object User
} | Sort-Object
"@
        $output -split '\s+' | Should -Be (1..5 | ForEach-Object { "xlink$_@company.example" })
        (Get-XlinkQueue 'Queue*').Name | Sort-Object | Should -Be (1..5 | ForEach-Object { "Queue $_" }) -Because 'this session is connected as before'
    }
}
