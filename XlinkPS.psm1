# Loads the cmdlets. In PowerShell 7 they and their libraries live in a load context of their own.
$bin = Join-Path $PSScriptRoot 'bin'
$main = Join-Path $bin 'XlinkPS.dll'

if ($PSVersionTable.PSEdition -eq 'Core') {
    $isReload = $null -ne ('XlinkPS.ModuleLoadContext' -as [type])
    if (-not $isReload) {
        Add-Type -LiteralPath (Join-Path $bin 'net8.0/XlinkPS.LoadContext.dll')
    }
    $inner = Import-Module -Assembly ([XlinkPS.ModuleLoadContext]::LoadMain($main)) -PassThru:$isReload
    if ($inner) {
        # A second import finds the assembly's module in PowerShell's cache, which forgets to hand its cmdlets on.
        $addExportedCmdlet = [psmoduleinfo].GetMethod('AddExportedCmdlet', [Reflection.BindingFlags] 'Instance, NonPublic')
        foreach ($cmdlet in $inner.ExportedCmdlets.Values) {
            $null = $addExportedCmdlet.Invoke($ExecutionContext.SessionState.Module, @(, $cmdlet))
        }
    }
}
else {
    Import-Module $main
}
