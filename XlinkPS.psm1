# Loads the cmdlets. In PowerShell 7 they and their libraries live in a load context of their own.
# Only .NET and Import-Module: a cmdlet of another module would import that one too, which takes longer than all of this.
$bin = [IO.Path]::Combine($PSScriptRoot, 'bin')
$main = [IO.Path]::Combine($bin, 'XlinkPS.dll')

if ($PSVersionTable.PSEdition -eq 'Core') {
    $loader = [Reflection.Assembly]::LoadFrom([IO.Path]::Combine($bin, 'net8.0', 'XlinkPS.LoadContext.dll')).GetType('XlinkPS.ModuleLoadContext')
    $isReload = $loader.GetProperty('IsLoaded').GetValue($null)
    $inner = Import-Module -Assembly $loader.GetMethod('LoadMain').Invoke($null, @($main)) -PassThru:$isReload
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
