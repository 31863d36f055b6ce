param([Parameter(Mandatory)] [string] $Module)

BeforeAll {
    . $PSScriptRoot/Common.ps1 -Module $Module
    $path = Join-Path $TestDrive Xlink
    $null = Install-Xlink $path
    $map = Join-Path $path acd_map.ini
    $file = Join-Path $TestDrive script.bas
    $sum = "Dim Para1 As Long`r`nDim Para2 As Long`r`nSub Main()`r`n  Result = (Para1 + Para2) * 100`r`nEnd Sub`r`n"

    # Two targets of two metrics; the second has a script.
    function Reset-TestScript {
        Set-TestByte $map "; note`r`nWFM:1:2:3=A:B:C`r`nWFM:1:2:3=A:B:D`r`nWFM:1:5:3=A:B:C`r`nWFM:1:5:3=`$1.BAS"
        Get-ChildItem $path -Filter *.BAS | Remove-Item
        Set-TestByte (Join-Path $path '$1.bas') "Sub Main()`n  Result = Para1 * 100`nEnd Sub`n"
        Set-TestByte $file $sum
    }
}

Describe 'Get-XlinkScript' {
    BeforeEach { Reset-TestScript }

    It 'gets file, target, parameters, text and no problem' {
        $script = Get-Xlink $path | Get-XlinkScript
        $script.File | Should -Be '$1.BAS'
        $script.ScriptPath | Should -Be (Join-Path $path '$1.bas')
        $script.ServerEntry, $script.ParentQueueId, $script.QueueId, $script.ValueTypeId | Should -Be 'WFM', 1, 5, 3
        $script.Source | Should -Be 'A:B:C'
        $script.ParameterCount | Should -Be 1
        $script.Text | Should -BeExactly "Sub Main()`n  Result = Para1 * 100`nEnd Sub`n"
        $script.Problem | Should -BeNullOrEmpty
    }

    It 'gets the targets of the default script with -IncludeDefault' {
        $script = Get-XlinkScript -Path $path -IncludeDefault
        $script.QueueId | Should -Be 2, 5
        $script[0].File | Should -BeNullOrEmpty
        $script[0].ParameterCount | Should -Be 2
        Get-XlinkScript -Path $path '$2*' -IncludeDefault | Should -BeNullOrEmpty
        (Get-XlinkScript -Path $path '$1*').QueueId | Should -Be 5
    }

    It 'says what is wrong with a script that <Name>' -ForEach @(
        @{ Name = 'has an error'; Text = "Sub Main()`n  Result = (Para1`nEnd Sub"; Id = 'ScriptSyntaxError'; Line = 2 }
        @{ Name = 'uses a metric too many'; Text = "Sub Main()`n  Result = Para2`nEnd Sub"; Id = 'ScriptParameterMissing'; Line = 2 }
        @{ Name = 'divides without a guard'; Text = "Sub Main()`n  Result = 100 / Para1`nEnd Sub"; Id = 'ScriptDivisionUnguarded'; Line = 2 }
        @{ Name = 'is missing'; Text = $null; Id = 'FileNotFound'; Line = $null }
    ) {
        $script = Join-Path $path '$1.bas'
        if ($Text) { Set-TestByte $script $Text } else { Remove-Item -LiteralPath $script }
        $problem = (Get-XlinkScript -Path $path).Problem
        $problem | Should -HaveCount 1
        $problem.Id | Should -Be $Id
        $problem.Line | Should -Be $Line
        $problem.File | Should -Match '\$1\.bas$'
        $problem.Message | Should -Not -BeNullOrEmpty
        $problem.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'completes the script files of the installation' {
        $line = "Get-XlinkScript -Path '$path' "
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be "'`$1.BAS'"
    }
}

Describe 'Set-XlinkScript' {
    BeforeEach { Reset-TestScript }

    It 'copies a file under the next free number, byte for byte, and adds one line' {
        $script = Set-XlinkScript $path -QueueId 2 -ValueTypeId 3 -ScriptPath $file -PassThru
        $script.File | Should -Be '$2.BAS'
        $script.ParameterCount | Should -Be 2
        Get-TestByte (Join-Path $path '$2.BAS') | Should -BeExactly $sum
        Get-TestByte $map | Should -BeExactly "; note`r`nWFM:1:2:3=A:B:C`r`nWFM:1:2:3=A:B:D`r`nWFM:1:2:3=`$2.BAS`r`nWFM:1:5:3=A:B:C`r`nWFM:1:5:3=`$1.BAS"
    }

    It 'replaces the file of a script that nobody else uses' {
        $before = Get-TestByte $map
        Get-XlinkMapping -Path $path | Where-Object QueueId -EQ 5 | Set-XlinkScript -Text "Sub Main()`nResult = Para1`nEnd Sub" | Should -BeNullOrEmpty
        (Get-XlinkScript -Path $path).Text | Should -BeExactly "Sub Main()`nResult = Para1`nEnd Sub"
        Get-TestByte $map | Should -BeExactly $before
        @(Get-ChildItem $path -Filter *.bas) | Should -HaveCount 1
    }

    It 'takes what Get-XlinkScript gives' {
        Get-XlinkScript -Path $path | Set-XlinkScript -Text 'Sub Main(): Result = 7: End Sub'
        (Get-XlinkScript -Path $path).Text | Should -Be 'Sub Main(): Result = 7: End Sub'
    }

    It 'goes back to the sum with -Default, and leaves the file' {
        Set-XlinkScript $path -QueueId 5 -ValueTypeId 3 -Default
        Get-XlinkScript -Path $path | Should -BeNullOrEmpty
        (Get-TestByte $map) | Should -BeExactly "; note`r`nWFM:1:2:3=A:B:C`r`nWFM:1:2:3=A:B:D`r`nWFM:1:5:3=A:B:C"
        Test-Path -LiteralPath (Join-Path $path '$1.bas') | Should -BeTrue
    }

    It 'changes nothing with -WhatIf' {
        $before = Get-TestSnapshot $path
        Set-XlinkScript $path -QueueId 2 -ValueTypeId 3 -ScriptPath $file -WhatIf
        Set-XlinkScript $path -QueueId 5 -ValueTypeId 3 -Text 'Sub Main(): Result = Para1: End Sub' -WhatIf
        Set-XlinkScript $path -QueueId 5 -ValueTypeId 3 -Default -WhatIf
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'refuses <Name>, and changes nothing' -ForEach @(
        @{ Name = 'a script with an error'; Parameters = @{ QueueId = 2; Text = "Sub Main()`n  Result = (`nEnd Sub" }; ErrorId = 'ScriptSyntaxError'; Match = 'line 2' }
        @{ Name = 'a script with a metric too many'; Parameters = @{ QueueId = 5; Text = "Sub Main()`n  Result = Para2`nEnd Sub" }; ErrorId = 'ScriptParameterMissing'; Match = 'Para2' }
        @{ Name = 'a file that is missing'; Parameters = @{ QueueId = 2; ScriptPath = 'no-such-file.bas' }; ErrorId = 'FileNotFound'; Match = 'no-such-file' }
        @{ Name = 'a target that is not mapped'; Parameters = @{ QueueId = 9; Text = 'Sub Main(): Result = 1: End Sub' }; ErrorId = 'MappingNotFound'; Match = '9' }
        @{ Name = 'two scripts at once'; Parameters = @{ QueueId = 2; Text = 'x'; Default = $true }; ErrorId = 'ScriptChoiceMissing'; Match = 'which script' }
        @{ Name = 'none'; Parameters = @{ QueueId = 2 }; ErrorId = 'ScriptChoiceMissing'; Match = 'which script' }
    ) {
        $before = Get-TestSnapshot $path
        $failure = Get-TestError { Set-XlinkScript $path -ValueTypeId 3 @Parameters -ErrorAction Stop }
        $failure.FullyQualifiedErrorId | Should -Match "^$ErrorId,"
        "$failure" | Should -Match $Match
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-TestSnapshot $path | Should -Be $before
    }

    It 'warns of a division that nothing guards' {
        Set-XlinkScript $path -QueueId 2 -ValueTypeId 3 -Text "Sub Main()`n  Result = Para1 / Para2`nEnd Sub" -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'line 2.*Para1 / Para2'
    }
}

Describe 'Test-XlinkScript' {
    BeforeEach { Reset-TestScript }

    It 'checks a file without running it' {
        $result = Test-XlinkScript $file
        $result.IsValid | Should -BeTrue
        $result.ParameterCount | Should -Be 2
        $result.Result | Should -BeNullOrEmpty
        $result.Problem | Should -BeNullOrEmpty
        $result.ScriptPath | Should -Be $file
    }

    It 'evaluates a script for one interval' {
        (Test-XlinkScript -Path $file -Para 7, 10 -Weekday 3 -Minutes 600).Result | Should -Be 1700
        (Test-XlinkScript -Text 'Sub Main(): Result = Weekday * 10000 + Minutes: End Sub' -Weekday 3 -Minutes 600).Result | Should -Be 30600
        (Test-XlinkScript -Text 'Sub Main(): Result = 12.99: End Sub' -Para 1).Result | Should -Be 12
        (Test-XlinkScript -Text 'Sub Main(): MsgBox "hello": Result = 1: End Sub' -Para 1).Output | Should -Be 'hello'
    }

    It 'shows every error with line, column and text' {
        $result = Test-XlinkScript -Text "Sub Main()`n  Result = (Para1`n  Open `"x`" For Input As #1`nEnd Sub" -Para 1
        $result.IsValid | Should -BeFalse
        $result.Result | Should -BeNullOrEmpty
        $result.Problem.Severity | Select-Object -Unique | Should -Be 'Error'
        $result.Problem[0].Line | Should -Be 2
        $result.Problem[0].Column | Should -BeGreaterThan 1
        $result.Problem[0].LineText | Should -Match 'Result = \(Para1'
        $result.Problem.Line | Should -Contain 3
    }

    It 'warns of a division that nothing guards, and says where it failed' {
        $text = "Sub Main()`n  Result = Para1 / Para2`nEnd Sub"
        $result = Test-XlinkScript -Text $text
        $result.IsValid | Should -BeTrue
        $result.Problem.Severity | Should -Be 'Warning'
        $failed = Test-XlinkScript -Text $text -Para 1, 0
        $failed.IsValid | Should -BeTrue
        $failed.Result | Should -BeNullOrEmpty
        $failed.Problem[-1].Id | Should -Be 'ScriptDivisionByZero'
        $failed.Problem[-1].Line | Should -Be 2
        $failed.Problem[-1].Column | Should -Be 3
        "$($failed.Problem[-1])" | Should -BeLike 'line 2, column 3: division by zero.*'
        (Test-XlinkScript -Text "Sub Main()`n  If Para2 > 0 Then Result = Para1 / Para2`nEnd Sub").Problem | Should -BeNullOrEmpty
    }

    It 'says which metric is missing' {
        (Test-XlinkScript $file -Para 7).Problem.Message | Should -Match 'Para2'
    }

    It 'checks all scripts of an installation, and those of the pipeline' {
        Set-XlinkScript $path -QueueId 2 -ValueTypeId 3 -ScriptPath $file
        (Get-Xlink $path | Test-XlinkScript).ScriptPath | Sort-Object | Should -Be (Join-Path $path '$1.bas'), (Join-Path $path '$2.BAS')
        (Get-XlinkScript -Path $path '$2*' | Test-XlinkScript -Para 1, 2).Result | Should -Be 300
        (Get-Item $file | Test-XlinkScript -Para 1, 2).Result | Should -Be 300
    }

    It 'reports a file that is missing as a problem' {
        $result = Test-XlinkScript (Join-Path $TestDrive missing.bas)
        $result.IsValid | Should -BeFalse
        $result.Problem.Id | Should -Be 'FileNotFound'
    }

    It 'has a view, and so has Get-XlinkScript' {
        $text = Test-XlinkScript -Text "Sub Main()`n  Result = Para1 / Para2`nEnd Sub" -Para 6, 3 | Out-String -Width 200
        $text | Should -Match 'IsValid\s+: True'
        $text | Should -Match 'Result\s+: 2\r?\n'
        $text | Should -Match 'Problem\s+: Warning: line 2, column 18: .*Para1 / Para2'
        (Get-XlinkScript -Path $path | Out-String -Width 200).Trim() | Should -Match '^File\s+Queue\s+ValueType\s+Parameters\s+Problem\s*\n.*\n\$1\.BAS\s+5\s+3\s+1$'
    }
}
