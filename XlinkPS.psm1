# Loads the cmdlets. In PowerShell 7 they and their libraries live in a load context of their own.
# As few calls as can be, and no cmdlet of another module, which would be imported for it: both take longer than loading the cmdlets.
$main = "$PSScriptRoot/bin/XlinkPS.dll"

if ($PSVersionTable.PSEdition -eq 'Core') {
    $loader = [Reflection.Assembly]::LoadFrom("$PSScriptRoot/bin/net8.0/XlinkPS.LoadContext.dll").GetType('XlinkPS.ModuleLoadContext')
    $isReload = $loader::IsLoaded
    $inner = Import-Module -Assembly $loader::LoadMain($main) -PassThru:$isReload
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
