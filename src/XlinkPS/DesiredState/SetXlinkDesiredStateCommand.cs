using System.Management.Automation;
using Xlink;
using Xlink.DesiredState;
using Xlink.Installation;
using Xlink.Installation.Changes;

namespace XlinkPS.DesiredState;

/// <summary>
/// Makes an installation what a desired state has it: installs it if it is missing, then server, credential, external systems, mappings, scripts, schedule,
/// language and service. All of it, or nothing; the configuration is backed up first. What is right already is not touched. The differences that have
/// been made good are written to the pipeline; with -WhatIf those that are to be.
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkDesiredState", SupportsShouldProcess = true, DefaultParameterSetName = "InputObject")]
[OutputType(typeof(StateDifference))]
public sealed class SetXlinkDesiredStateCommand : DesiredStateCmdlet
{
    /// <inheritdoc/>
    protected override void Process(StateChange change)
    {
        var differences = change.Compare();
        var activity = MessageText.Format(nameof(Messages.SetDesiredStateAction), differences.Count);
        if (differences.Count == 0)
        {
            return;
        }

        if (!ShouldProcess(change.InstallationPath, activity))
        {
            if (IsWhatIf)
            {
                WriteObject(differences, enumerateCollection: true);
            }

            return;
        }

        // A vault belongs to the session, and only this thread may ask it: everything is done here.
        var result = change.Apply(OpenSource, new Reporting<ChangeProgress>(value => Show(activity, value)), CancellationToken);
        CompleteProgress(activity);
        if (result.BackupPath is { } backup)
        {
            WriteVerbose(backup);
        }

        WriteObject(result.Differences, enumerateCollection: true);
    }

    private InstallationSource OpenSource(DesiredSource? source)
    {
        if (source is { Uri: { } uri })
        {
            return Await(token => InstallationSource.DownloadAsync(new System.Uri(uri), source.Sha256!, progress: null, token));
        }

        var folder = FilePath is null ? ResolvePath(".") : System.IO.Path.GetDirectoryName(ResolvePath(FilePath))!;
        return InstallationSource.Open(source?.Path is { } path ? System.IO.Path.Combine(folder, path) : ModuleFolder.FindSuite());
    }
}
