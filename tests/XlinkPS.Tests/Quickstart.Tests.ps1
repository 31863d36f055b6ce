param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $quickstart = (Resolve-Path (Join-Path $PSScriptRoot '../../examples/Quickstart.ps1')).ProviderPath

    # Its temporary folder is in one of ours: what it leaves shows there.
    $temporary = New-Item -ItemType Directory -Path (Join-Path $TestDrive temporary)
    $variable = if (Test-Path /proc/self) { 'TMPDIR' } else { 'TEMP' }
    $before = [Environment]::GetEnvironmentVariable($variable)
    [Environment]::SetEnvironmentVariable($variable, $temporary.FullName)
}

AfterAll { [Environment]::SetEnvironmentVariable($variable, $before) }

Describe 'The quickstart' {
    It 'shows the whole path, and leaves nothing behind' {
        $output = Invoke-TestProcess "& '$quickstart' -Module `$Module"
        $output | Should -Match '(?s)PS> Start-XlinkServer.*PS> Install-Xlink .*: connected.*PS> .*Invoke-XlinkImport'
        $output | Should -Match 'CSV +\S+ +1 +104 +0 +312 '
        $output | Should -Match 'Hotline German: 1051 calls in 52 intervals'
        $output | Should -Match '09:00 +125 +8 +211'
        $output | Should -Match "41 \|.*$([char] 0x2588)"
        $output | Should -Match 'Done in'
        Wait-TestProcess ([regex]::Match($output, 'ProcessId +: (\d+)').Groups[1].Value)
        Get-ChildItem $temporary -Filter xlink* | Should -BeNullOrEmpty
    }

    It 'keeps its folder with -Keep' {
        $output = Invoke-TestProcess "& '$quickstart' -Module `$Module -Keep"
        $folder = [regex]::Match($output, 'The folder was kept: (.*)').Groups[1].Value.Trim()
        try {
            (Get-XlinkMapping -Path (Join-Path $folder Xlink)).Count | Should -Be 6
            Wait-TestProcess ([regex]::Match($output, 'ProcessId +: (\d+)').Groups[1].Value)
        }
        finally {
            Remove-Item -Recurse -Force $folder
        }
    }

    It 'cleans up after a failure too' {
        $broken = Join-Path $TestDrive examples
        $null = New-Item -ItemType Directory (Join-Path $broken sample-data)
        Copy-Item $quickstart $broken
        Set-Content (Join-Path $broken sample-data/calls.csv) 'no calls'
        $text = Get-Content -Raw (Join-Path $broken Quickstart.ps1)
        Set-Content (Join-Path $broken Quickstart.ps1) $text.Replace('-Queue ''Hotline German'' -ValueType AHT', '-Queue ''Nobody'' -ValueType AHT')
        { Invoke-TestProcess "& '$broken/Quickstart.ps1' -Module `$Module" } | Should -Throw '*exit code 1*There is no queue*Nobody*'
        Get-ChildItem $temporary -Filter xlink* | Should -BeNullOrEmpty
    }
}
