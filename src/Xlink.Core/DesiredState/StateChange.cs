using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Xlink.Files;
using Xlink.Installation;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.DesiredState;

/// <summary>
/// Compares an installation with what it is to be, and makes it that: all of it, or nothing. A missing installation is installed first and removed
/// again if anything fails; files of an existing one are backed up and exchanged by <see cref="InstallationChange"/>, and come back if the service
/// cannot be made what it is to be. An installation that is as it is to be is not touched.
/// </summary>
public sealed class StateChange
{
    private readonly string path;
    private readonly XlinkDesiredState desired;
    private readonly IServiceControl control;
    private readonly SecretSource secrets;

    /// <summary>Takes a desired state.</summary>
    /// <param name="desired">What the installation is to be.</param>
    /// <param name="path">Its folder; <see langword="null"/> for that of the desired state, which is relative to the folder of its file.</param>
    /// <param name="control">The service manager.</param>
    /// <param name="vault">Where secrets are that the desired state names; <see langword="null"/> if there is no vault.</param>
    /// <exception cref="XlinkException"><c>DesiredStatePathMissing</c>.</exception>
    public StateChange(XlinkDesiredState desired, string? path, IServiceControl control, ISecretVault? vault)
    {
        this.desired = desired ?? throw new ArgumentNullException(nameof(desired));
        this.control = control;
        this.path = Folder.FullPath(path ?? (desired.Path is { } own
            ? Path.Combine(desired.BaseFolder, own)
            : throw XlinkException.Create(nameof(Messages.DesiredStatePathMissing), XlinkErrorCategory.InvalidArgument)));
        secrets = new SecretSource(vault, desired.BaseFolder);
    }

    /// <summary>Folder of the installation.</summary>
    public string InstallationPath => path;

    /// <summary>Says in what the installation is not as it is to be; nothing is written.</summary>
    /// <returns>The differences; none if all is as it is to be.</returns>
    /// <exception cref="XlinkException"><c>SecretNotFound</c>, and the errors of <see cref="InstallationState.Read"/>.</exception>
    public IReadOnlyList<StateDifference> Compare()
    {
        var installation = XlinkInstallation.IsInstallation(path) ? XlinkInstallation.Open(path) : null;
        var actual = installation is null ? new XlinkDesiredState() : InstallationState.Read(installation, control);
        return StateComparison.Compare(path, desired, installation, actual, secrets);
    }

    /// <summary>Makes the installation what it is to be.</summary>
    /// <param name="openSource">Opens the suite that a missing installation is installed from.</param>
    /// <param name="progress">Told before each step.</param>
    /// <param name="cancellationToken">Ends it; everything is as it was.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="Compare"/>, <see cref="Installer.Install"/>, <see cref="InstallationService"/>;
    /// <c>ChangeUndone</c>, <c>ChangeNotUndone</c>, <c>LanguageUnknown</c>, <c>PasswordEncodingOfVendor</c>. Everything is as it was then.</exception>
    public StateChangeResult Apply(
        Func<DesiredSource?, InstallationSource> openSource, IProgress<ChangeProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        if (XlinkInstallation.IsInstallation(path))
        {
            _ = InstallationChange.Recover(path, control);
        }

        var differences = Compare();
        string? backup = null;
        if (differences.Count > 0)
        {
            backup = differences.Any(difference => difference.Part == StatePart.Installation)
                ? Create(openSource, progress, cancellationToken)
                : Change(XlinkInstallation.Open(path), isNew: false, differences.Any(difference => difference.Part != StatePart.Service), progress, cancellationToken);
        }

        return new StateChangeResult([.. differences.Select(difference => difference with { IsApplied = true })], backup);
    }

    private string? Create(Func<DesiredSource?, InstallationSource> openSource, IProgress<ChangeProgress>? progress, CancellationToken cancellationToken)
    {
        var wasThere = Directory.Exists(path);
        XlinkInstallation installation;
        using (var source = openSource(desired.Source))
        {
            installation = Installer.Install(source, path, progress: null, cancellationToken);
        }

        try
        {
            return Change(installation, isNew: true, hasFiles: true, progress, cancellationToken);
        }
        catch
        {
            Directory.Delete(path, recursive: true);
            if (wasThere)
            {
                Directory.CreateDirectory(path);
            }

            throw;
        }
    }

    private string? Change(XlinkInstallation installation, bool isNew, bool hasFiles, IProgress<ChangeProgress>? progress, CancellationToken cancellationToken)
    {
        string? backup = null;
        IReadOnlyList<(string Path, byte[]? Content)> before = [];
        if (hasFiles)
        {
            if (!isNew)
            {
                progress?.Report(new ChangeProgress(ChangeStep.Backup, File: null, 0, 0));
                backup = InstallationBackup.Create(installation, InstallationBackup.DefaultPath(installation), isComplete: false, cancellationToken).BackupPath;
            }

            var files = StateEdit.Files(installation, desired, secrets);
            before = [.. files.Select(file => Path.Combine(path, file.RelativePath)).Select(file => (file, File.Exists(file) ? FileReplacement.Read(file) : null))];
            InstallationChange.Apply(path, files, control, new ChangeOptions { Progress = progress, CancellationToken = cancellationToken });
        }

        try
        {
            SetService(new InstallationService(installation, control), cancellationToken);
            return backup;
        }
        catch
        {
            PutBack(before);
            throw;
        }
    }

    private void PutBack(IReadOnlyList<(string Path, byte[]? Content)> before)
    {
        var old = before.Where(file => file.Content is not null).Select(file => NewFile.From(Path.GetFileName(file.Path), file.Content!)).ToList();
        InstallationChange.Apply(path, old, control, new ChangeOptions());
        before.Where(file => file.Content is null).ToList().ForEach(file => File.Delete(file.Path));
    }

    private void SetService(InstallationService service, CancellationToken cancellationToken)
    {
        if (desired.Service is not { } wanted)
        {
            return;
        }

        if (wanted.State == DesiredServiceState.Absent)
        {
            if (service.IsInstalled)
            {
                service.Uninstall(cancellationToken);
            }

            return;
        }

        // The service manager gives no account another name: the service is installed anew, once its password is at hand.
        var isOther = service.IsInstalled && wanted.Account is { } account && !string.Equals(service.Query().Account, account, StringComparison.OrdinalIgnoreCase);
        using var password = (isOther || !service.IsInstalled) && wanted.Password is { } reference ? secrets.Get(reference) : null;
        if (isOther)
        {
            service.Uninstall(cancellationToken);
        }

        var isNew = !service.IsInstalled;
        if (isNew)
        {
            service.Install(wanted.Account is { } name ? new ServiceAccount(name, password) : null, cancellationToken);
        }

        try
        {
            if (wanted.State == DesiredServiceState.Running && !service.IsRunning)
            {
                service.Start(cancellationToken);
            }
            else if (wanted.State == DesiredServiceState.Stopped && service.IsRunning)
            {
                service.Stop(cancellationToken);
            }
        }
        catch when (isNew && !isOther)
        {
            service.Uninstall(CancellationToken.None);
            throw;
        }
    }
}
