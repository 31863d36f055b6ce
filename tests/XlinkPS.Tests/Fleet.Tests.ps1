param([Parameter(Mandatory)] [string] $Module)

BeforeDiscovery {
    # Sessions to other processes that go through the same remoting as those to other computers.
    $canFakeComputer = $PSVersionTable.PSVersion -ge [version] '7.3'
    $analyzer = Get-Module -ListAvailable PSScriptAnalyzer
    $example = Get-ChildItem (Join-Path $PSScriptRoot '../../examples') -Filter *.ps1 | ForEach-Object { @{ Name = $_.Name; File = $_.FullName } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $examples = (Resolve-Path (Join-Path $PSScriptRoot '../../examples')).ProviderPath
    $site = (New-Item -ItemType Directory -Path (Join-Path ([IO.Path]::GetTempPath()) "xlink-fleet-$([guid]::NewGuid())")).FullName
    $server = Start-TestServer $site
    $null = New-XlinkQueue Hotline -ValueType Calls
    $null = New-XlinkExternalSystem CSV -Type Csv -PhoneLink
    $credential = New-TestUser
    $shell = (Get-Process -Id $PID).Path

    $zip = Join-Path $site 'XlinkPS.zip'
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::CreateFromDirectory((Split-Path $Module), $zip)
    $hash = (Get-FileHash $zip).Hash

    # A computer: a process with a home folder of its own, behind a session.
    function New-TestComputer([string] $Name) {
        $folder = (New-Item -ItemType Directory -Path (Join-Path $site $Name)).FullName
        $before = $env:HOME
        $env:HOME = $folder
        try {
            $runspace = [runspacefactory]::CreateOutOfProcessRunspace($null)
            $runspace.Open()
        }
        finally { $env:HOME = $before }
        $session = [Management.Automation.Runspaces.PSSession]::Create($runspace, $Name, $null)
        $session.Name = $Name
        [pscustomobject] @{ Home = $folder; Session = $session }
    }

    function Set-TestInstallation([string] $Path) {
        Install-Xlink $Path | Set-XlinkServer -Url $server.Url | Set-XlinkCredential -Credential $credential
    }
}

AfterAll {
    Stop-TestServer
    Remove-Item -LiteralPath $site -Recurse -Force
}

Describe 'Every example' {
    It '<Name> is clean for PSScriptAnalyzer' -ForEach $example -Skip:(-not $analyzer) {
        Invoke-ScriptAnalyzer -Path $File -Severity Error, Warning | ForEach-Object { "$($_.RuleName) $($_.Line) $($_.Message)" } | Should -BeNullOrEmpty
    }

    It '<Name> has help: synopsis, description, every parameter, an example' -ForEach $example {
        $help = Get-Help $File
        $help.Synopsis | Should -Not -Match '\.ps1'
        $help.Description.Text | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterThan 0
        foreach ($parameter in (Get-Command $File).Parameters.Values | Where-Object { $_.Name -notin [Management.Automation.PSCmdlet]::CommonParameters + 'WhatIf', 'Confirm' }) {
            ($help.parameters.parameter | Where-Object name -EQ $parameter.Name).description.Text | Should -Not -BeNullOrEmpty -Because $parameter.Name
        }
    }
}

Describe 'Install-XlinkPS.ps1' {
    BeforeAll { $installer = Join-Path $examples 'Install-XlinkPS.ps1' }

    It 'installs offline from a folder and from a ZIP' {
        foreach ($source in (Split-Path $Module), $zip) {
            $target = Join-Path $TestDrive "modules $([IO.Path]::GetExtension($source))"
            $result = & $installer -Source $source -Destination $target
            $result.Path | Should -Be (Join-Path $target "XlinkPS/$($result.Version)")
            (Test-ModuleManifest (Join-Path $result.Path 'XlinkPS.psd1')).Version | Should -Be $result.Version
            Get-ChildItem (Join-Path $target XlinkPS) -Force | Should -HaveCount 1
        }
    }

    It 'leaves the same version alone, unless it is forced' {
        $target = Join-Path $TestDrive again
        $result = & $installer -Source $zip -Destination $target
        $mark = Join-Path $result.Path 'mark'
        Set-Content $mark x
        $null = & $installer -Source $zip -Destination $target
        $mark | Should -Exist
        $null = & $installer -Source $zip -Destination $target -Force
        $mark | Should -Not -Exist
    }

    It 'leaves the old version in its place when the new one cannot get there' {
        $target = Join-Path $TestDrive whole
        $result = & $installer -Source $zip -Destination $target
        $mark = Join-Path $result.Path 'mark'
        Set-Content $mark x
        function Move-Item([string] $LiteralPath, [string] $Destination) {
            if ($LiteralPath -like '*new') { throw 'The disk is full.' }
            Microsoft.PowerShell.Management\Move-Item -LiteralPath $LiteralPath -Destination $Destination
        }
        { & $installer -Source $zip -Destination $target -Force } | Should -Throw 'The disk is full.'
        $mark | Should -Exist
        Get-ChildItem (Join-Path $target XlinkPS) -Force | Should -HaveCount 1
    }

    It 'installs nothing whose hash is another' {
        $target = Join-Path $TestDrive wrong
        { & $installer -Source $zip -Sha256 ('0' * 64) -Destination $target } | Should -Throw '*SHA-256*Nothing was installed*'
        Get-ChildItem $target -Recurse -Force | Where-Object Name -NE XlinkPS | Should -BeNullOrEmpty
        { & $installer -Source https://127.0.0.1:1/x.zip -Destination $target } | Should -Throw '*known SHA-256*'
        { & $installer -Source http://files.invalid/x.zip -Sha256 $hash -Destination $target } | Should -Throw '*not https*'
    }

    It 'installs from an address with one line' -Skip:(-not $canFakeComputer) {
        $listener = [Net.HttpListener]::new()
        $port = Get-Random -Minimum 20000 -Maximum 60000
        $listener.Prefixes.Add("http://127.0.0.1:$port/")
        $listener.Start()
        $serving = [powershell]::Create().AddScript({
                param($Listener, $Files)
                while ($Listener.IsListening) {
                    try { $context = $Listener.GetContext() } catch { break }
                    $bytes = [IO.File]::ReadAllBytes($Files[$context.Request.Url.AbsolutePath])
                    $context.Response.OutputStream.Write($bytes, 0, $bytes.Length)
                    $context.Response.Close()
                }
            }).AddArgument($listener).AddArgument(@{ '/install' = $installer; '/XlinkPS.zip' = $zip })
        $running = $serving.BeginInvoke()
        try {
            $line = "irm http://127.0.0.1:$port/install | iex"
            $start = [Diagnostics.ProcessStartInfo]::new($shell, "-NoProfile -NonInteractive -Command `"$line | Select-Object -ExpandProperty Path`"")
            $start.RedirectStandardOutput = $true
            $start.Environment['HOME'] = $start.Environment['USERPROFILE'] = $TestDrive
            $start.Environment['XLINKPS_SOURCE'] = "http://127.0.0.1:$port/XlinkPS.zip"
            $start.Environment['XLINKPS_SHA256'] = $hash
            $process = [Diagnostics.Process]::Start($start)
            $path = $process.StandardOutput.ReadToEnd().Trim()
            $process.WaitForExit()
            Join-Path $path 'XlinkPS.psd1' | Should -Exist
        }
        finally {
            $listener.Stop()
            $null = $serving.EndInvoke($running)
            $serving.Dispose()
        }
    }
}

Describe 'Invoke-XlinkRollout.ps1' -Skip:(-not $canFakeComputer) {
    BeforeAll {
        $rollout = Join-Path $examples 'Invoke-XlinkRollout.ps1'
        $computer = 'north', 'south' | ForEach-Object { New-TestComputer $_ }
        $state = Join-Path $site 'site.psd1'
        [IO.File]::WriteAllText($state, @"
@{
    Servers         = @{ Name = 'WFM'; Url = '$($server.Url)'; UserName = '$($credential.UserName)'; Password = @{ Environment = 'XLINK_PASSWORD_WFM' } }
    ExternalSystems = @{ Name = 'CSV'; Keys = @{ Source = '$site'; SeparatorCharacter = 3 } }
}
"@)
        $given = @{ Session = $computer.Session; Module = $zip; DesiredState = $state; Path = '~/Xlink'; Secret = @{ XLINK_PASSWORD_WFM = $credential.Password } }
    }

    AfterAll { $computer.Session | Remove-PSSession }

    It 'shows what it would do, with -WhatIf' {
        $result = @(& $rollout @given -WhatIf)
        $result.Status | Should -Be 'WhatIf', 'WhatIf'
        foreach ($one in $result) {
            $one.Error | Should -BeNullOrEmpty
            $one.Differences | Should -Contain "Install the module XlinkPS $((Import-PowerShellDataFile $Module).ModuleVersion)"
            $one.Differences.Count | Should -BeGreaterThan 1
        }
        # Neither Xlink nor the module, and nothing of the way there.
        $computer.Home | ForEach-Object { Get-ChildItem $_ -Recurse -Force -Filter *Xlink* } | Should -BeNullOrEmpty
        Invoke-Command -Session $computer.Session { Get-Module XlinkPS } | Should -BeNullOrEmpty
    }

    It 'sets up every computer, tests its connection, and finds nothing to do the second time' {
        $first = @(& $rollout @given)
        -join $first.Error | Should -BeNullOrEmpty
        $first.Status | Should -Be 'Changed', 'Changed'
        $first.Connected | Should -Be $true, $true
        $first.ComputerName | Sort-Object | Should -Be 'north', 'south'
        foreach ($one in $computer) { (Get-XlinkServer -Path (Join-Path $one.Home Xlink)).UserName | Should -Be $credential.UserName }
        (& $rollout @given).Status | Should -Be 'Unchanged', 'Unchanged'
        -join (Invoke-Command -Session $computer.Session { $env:XLINK_PASSWORD_WFM }) | Should -BeNullOrEmpty
        $computer.Session.State | Should -Be 'Opened', 'Opened'
    }

    It 'updates what is older' {
        $version = Join-Path $computer[0].Home 'Xlink/version.txt'
        Set-Content $version '0.0.1'
        $result = & $rollout @given -Update
        ($result | Where-Object ComputerName -EQ north).Differences | Should -Be "Update 0.0.1 to $((Import-PowerShellDataFile $Module).ModuleVersion)"
        ($result | Where-Object ComputerName -EQ south).Status | Should -Be 'Unchanged'
        (Get-Content $version).Trim() | Should -Be (Import-PowerShellDataFile $Module).ModuleVersion
    }

    It 'begins no further computer after too many failures' {
        $broken = $computer[0].Home
        Rename-Item (Join-Path $broken Xlink) Aside
        Set-Content (Join-Path $broken Xlink) 'a file is in the way'
        try {
            $result = @(& $rollout @given -ThrottleLimit 1)
            $result.Status | Should -Be 'Failed', 'Skipped'
            $result[0].Error | Should -Match 'Xlink'
            @(& $rollout @given -ThrottleLimit 1 -MaximumErrors 2).Status | Should -Be 'Failed', 'Unchanged'
        }
        finally {
            Remove-Item (Join-Path $broken Xlink)
            Rename-Item (Join-Path $broken Aside) Xlink
        }
    }

    It 'reports a computer that it cannot reach' {
        $given.Remove('Session')
        $result = & $rollout @given -HostName '127.0.0.1:1'
        $result.Status | Should -Be 'Failed'
        $result.Error | Should -Not -BeNullOrEmpty
    }
}

Describe 'New-XlinkHealthReport.ps1' {
    BeforeAll {
        $report = Join-Path $examples 'New-XlinkHealthReport.ps1'
        $path = Join-Path $site 'healthy & <b>well</b>'.Replace('/', '-')
        if ($IsWindows -or $PSVersionTable.PSEdition -ne 'Core') { $path = Join-Path $site 'healthy & well' }
        $null = Set-TestInstallation $path
        $source = Set-TestInterface $path (Join-Path $site report-acd)
        Set-TestCallFile (Join-Path $source calls.csv)
        $null = New-XlinkMapping -Path $path -Queue Hotline -ValueType Calls -Source CSV:UHD_DE_IN:CallsOffered
        $null = Invoke-XlinkImport -Path $path -CallData -StartDate 2014-12-23
    }

    It 'writes a page that needs nothing else, with curves and every installation' {
        $file = & $report -Path $path, (Join-Path $site nowhere) -FilePath (Join-Path $TestDrive report.html) -Module $Module -Queue Hotline -Date 2014-12-23
        $html = Get-Content $file -Raw
        # The page is well-formed, so that it can be read as XML.
        $page = [xml] ($html -replace '<!DOCTYPE html>')
        @($page.html.body.section).Count | Should -Be 3
        @($page.html.body.section | Where-Object class -EQ bad).Count | Should -Be 1
        $html | Should -Not -Match 'https?://|<script|src=|@import'
        $html | Should -Match 'prefers-color-scheme: dark'
        $html | Should -Match 'Hotline, Calls'
        $html | Should -Not -Match '<b>well'
        $html | Should -Match 'healthy &amp;'
        $page.SelectNodes('//*[local-name()="polyline"]').Count | Should -Be 3
    }

    It 'looks at other computers' -Skip:(-not $canFakeComputer) {
        $other = New-TestComputer 'east'
        try {
            $file = & $report -Path $path -Session $other.Session -FilePath (Join-Path $TestDrive other.html) -Module $Module -SkipConnection
            $page = [xml] ((Get-Content $file -Raw) -replace '<!DOCTYPE html>')
            @($page.html.body.section).Count | Should -Be 1
            $page.html.body.section.h2.code | Should -Be $path
        }
        finally { Remove-PSSession $other.Session }
    }
}

Describe 'Test-XlinkHealth.ps1' {
    BeforeAll {
        $check = Join-Path $examples 'Test-XlinkHealth.ps1'
        $path = Join-Path $site 'checked'
        $null = Set-TestInstallation $path

        function Invoke-Check {
            $line = & $shell -NoProfile -NonInteractive -File $check -Module $Module @args
            [pscustomobject] @{ ExitCode = $LASTEXITCODE; Line = @($line) }
        }
    }

    It 'is OK, in one line with performance data' {
        $result = Invoke-Check -Path $path -SkipService
        $result.Line | Should -HaveCount 1
        $result.Line[0] | Should -Match "^XLINK OK - .* \| 'errors'=0;1;10;0 'findings'=\d+;;;0 'connect'=[\d.]+s;;;0$"
        $result.ExitCode | Should -Be 0
    }

    It 'is WARNING, then CRITICAL, when there are errors in the log' {
        # A moment ago, in the documented form.
        $time = (Get-Date).AddMinutes(-1).ToString('MM/dd/yy HH:mm:ss', [cultureinfo]::InvariantCulture)
        $log = Join-Path $path 'isps_ul.log'
        Set-Content $log "$time > Error: A | in a text"
        try {
            $result = Invoke-Check -Path $path -SkipService -SkipConnection
            $result.Line[0] | Should -Match "^XLINK WARNING - 1 errors in 24 h, last: [^|]*\| 'errors'=1;1;10;0"
            $result.ExitCode | Should -Be 1
            (Invoke-Check -Path $path -SkipService -SkipConnection -CriticalErrors 1).ExitCode | Should -Be 2
        }
        finally { Remove-Item $log }
    }

    It 'is CRITICAL without the service, or the server' {
        # Without a service manager nobody can say.
        $expected = if ($PSVersionTable.PSEdition -ne 'Core' -or $IsWindows -or (Test-Path /run/systemd/system)) { 2, '^XLINK CRITICAL - the service is NotInstalled' }
        else { 3, '^XLINK UNKNOWN - .*systemd' }
        $result = Invoke-Check -Path $path -SkipConnection
        $result.ExitCode | Should -Be $expected[0]
        $result.Line[0] | Should -Match $expected[1]
        $away = Join-Path $TestDrive away
        $null = Install-Xlink $away | Set-XlinkServer -Url iwfm://127.0.0.1:1 | Set-XlinkCredential -Credential $credential
        $result = Invoke-Check -Path $away -SkipService
        $result.ExitCode | Should -Be 2
        $result.Line[0] | Should -Match '^XLINK CRITICAL - connection: '
    }

    It 'is UNKNOWN where there is nothing to look at' {
        $result = Invoke-Check -Path (Join-Path $TestDrive nothing)
        $result.ExitCode | Should -Be 3
        $result.Line | Should -HaveCount 1
        $result.Line[0] | Should -Match '^XLINK UNKNOWN - '
    }
}

Describe 'Use-SecretVault.ps1' {
    BeforeAll {
        # What SecretManagement gives is a credential, or whatever else was stored.
        function Get-Secret([string] $Name, [string] $Vault) {
            if ($Name -eq 'XlinkUser' -and $Vault -in '', 'Site') { [psobject] $credential } else { [psobject] (New-TestSecret $Name) }
        }
        $path = (Install-Xlink (Join-Path $site 'vault [1]') | Set-XlinkServer -Url $server.Url).Path
        $use = Join-Path $examples Use-SecretVault.ps1
    }

    It 'changes nothing with -WhatIf, or when the secret is no credential' {
        $before = Get-TestSnapshot $path
        $null = & $use -Path $path -Name XlinkUser -WhatIf
        (Get-TestError { & $use -Path $path -Name Passphrase }).Exception.Message | Should -BeLike "*'Passphrase' is no credential*Set-Secret*"
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'sets the credential and tests the connection with it' {
        (& $use -Path $path -Name XlinkUser -Vault Site).Success | Should -BeTrue
        (Get-XlinkServer -LiteralPath $path).UserName | Should -Be $credential.UserName
        Get-Content -LiteralPath (Join-Path $path isps_ul.ini) | Should -Not -Match ([regex]::Escape($credential.GetNetworkCredential().Password))
    }
}

Describe 'Move-XlinkInstallation.ps1' {
    BeforeAll {
        $move = Join-Path $examples 'Move-XlinkInstallation.ps1'
        $old = (New-Item -ItemType Directory -Path (Join-Path $site 'Old')).FullName
        $source = (New-Item -ItemType Directory -Path (Join-Path $site 'old-acd')).FullName
        Set-Content (Join-Path $old 'isps_uls.exe') 'MZ'
        Set-Content (Join-Path $old 'version.txt') '4.7.11'
        # An original, in its own encoding: an o with two dots.
        $ini = "[DB]`r`n1=WFM,0,old@company.example,0123456789abcdef01`r`n[GENERAL]`r`nProtocol=1`r`n[CSV]`r`nSource=$source`r`nSeparatorCharacter = 3`r`nGroupColumn=1`r`nDateColumn=2`r`n" +
        "TimeColumn=3`r`nHeaderLines=1`r`nInterval=15`r`nDateOrder=dmy`r`nColumnNames=Queue;Date;Time;Calls`r`nGroups=K$([char] 0xF6)ln`r`n" +
        "[ODBC]`r`nSource=ACD`r`nUser=reader`r`nPassword=pl`$ain pw`r`n[Old ACD]`r`nPwd=`$`$`$:4cdNGNkbm9ydGVs`r`nSource=Old`r`n"
        Set-TestByte (Join-Path $old 'Isps_Ul.ini') $ini
        Set-TestByte (Join-Path $old 'isps.cfg') "[IES System WFM]`r`nName = `"WFM`"`r`nUrl  = `"iwfm://old-host:80`"`r`n"
        Set-TestByte (Join-Path $old 'ACD_MAP.ini') "WFM:1:2:3=CSV:K$([char] 0xF6)ln:Calls`r`nWFM:1:2:3=`$7.BAS`r`n"
        Set-TestByte (Join-Path $old '$7.bas') "Sub Main()`r`n  Result = Para1 * 200 ' K$([char] 0xF6)ln`r`nEnd Sub`r`n"
    }

    It 'shows what it would do, with -WhatIf' {
        $new = Join-Path $TestDrive whatif
        $difference = & $move -OldPath $old -Path $new -Credential $credential -Url $server.Url -Module $Module -WhatIf
        "$($difference[0].Part)" | Should -Be 'Installation'
        $new | Should -Not -Exist
    }

    It 'takes everything over, hides passwords, and leaves the old one as it is' {
        $before = Get-TestSnapshot $old
        $new = Join-Path $TestDrive New
        $kept = Join-Path $TestDrive kept.json
        $result = & $move -OldPath $old -Path $new -Credential $credential -Url $server.Url -StatePath $kept -Module $Module
        Get-TestSnapshot $old | Should -Be $before
        (Test-XlinkConnection -Path $new).Success | Should -BeTrue
        (Get-XlinkExternalSystemConfiguration -Path $new CSV).Settings.Groups | Should -Be "K$([char] 0xF6)ln"
        $secret = @{ ODBC = 'Password'; 'Old ACD' = 'Pwd' }
        foreach ($name in $secret.Keys) {
            $value = (Get-XlinkExternalSystemConfiguration -Path $new $name).Settings[$secret[$name]]
            $text = (New-Object Net.NetworkCredential '', $value).Password
            $text | Should -BeLike '$$$:*'
        }
        $ini = Get-Content (Join-Path $new 'isps_ul.ini') -Raw
        $ini | Should -Not -Match 'pl\$ain'
        $ini | Should -Match ([regex]::Escape('$$$:4cdNGNkbm9ydGVs'))
        "$(Get-Content (Join-Path $new '$1.BAS') -Encoding UTF8)" | Should -Match 'Para1 \* 200'
        @(Get-XlinkMapping -Path $new).Count | Should -Be 1
        Get-Content $kept -Raw | Should -Not -Match 'pl\$ain|nortel|S3cret'
        Get-ChildItem env: | Where-Object Name -Like 'XLINK_MOVE*' | Should -BeNullOrEmpty
        $result.NextSteps | Should -Contain 'Test-XlinkConnection'
        $result.Path | Should -Be $new
    }

    It 'leaves nothing behind when it fails' {
        $new = Join-Path $TestDrive failing
        { & $move -OldPath $old -Path $new -Credential $credential -SourcePath $zip -Module $Module } | Should -Throw
        $new | Should -Not -Exist
    }
}
