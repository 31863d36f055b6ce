using System.Management.Automation;
using Xlink.Installation;
using Xlink.Targets;

namespace XlinkPS.Installations;

/// <summary>
/// Tests whether an installation reaches its server: configuration, name, TCP port, TLS, login, queues. Each failure comes with its remedy;
/// a success with the server's queues and external systems, as in the manual's window.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "XlinkConnection")]
[OutputType(typeof(ConnectionTestResult), typeof(bool))]
public sealed class TestXlinkConnectionCommand : FolderCmdlet
{
    /// <summary>
    /// Folder of the installation; with wildcards, each folder that they find. Default: the one that Register-XlinkLibrary has registered on this computer.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(InstallationCompleter))]
    public override string? Path { get; set; }

    /// <summary>Name of the server entry in <c>[DB]</c>. Default: the first.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServerEntryCompleter))]
    public string? ServerEntry
    {
        get;
        set => field = string.IsNullOrEmpty(value) ? null : value;
    }

    /// <summary>Only <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        foreach (var path in FindFolders() ?? [GivenPath is { } given ? ResolvePath(given) : InstallationRegister.OfThisComputer.Single().Path])
        {
            Test(path);
        }
    }

    private void Test(string path)
    {
        var result = AwaitReporting((report, token) =>
        {
            var progress = new Reporting<ConnectionTestStep>(step => report(() => WriteVerbose(step.ToString())));
            return ConnectionTest.RunAsync(path, ServerEntry, progress, token);
        });
        WriteObject(Quiet ? (object)result.Success : result);
    }
}
