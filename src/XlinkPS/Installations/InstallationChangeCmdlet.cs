using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xlink.Installation;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace XlinkPS.Installations;

/// <summary>A cmdlet that changes files of an installation, all of them or none. With -WhatIf it lists every file.</summary>
public abstract class InstallationChangeCmdlet : InstallationCmdlet
{
    /// <summary>The service manager of this computer.</summary>
    private protected static IServiceControl Service => ServiceControl.ForThisComputer();

    /// <summary>Whether the user wants it; under -WhatIf every file that would change has a line of its own.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="action">What is done, as a person reads it.</param>
    /// <param name="plan">Makes the list of files; only called under -WhatIf.</param>
    private protected bool ShouldChange(XlinkInstallation installation, string action, Func<IReadOnlyList<FileChange>> plan)
    {
        if (ShouldProcess(installation.Path, action))
        {
            return true;
        }

        if (IsWhatIf)
        {
            foreach (var file in plan())
            {
                if (file.Kind != FileChangeKind.Keep)
                {
                    _ = ShouldProcess(System.IO.Path.Combine(installation.Path, file.RelativePath), file.Kind.ToString());
                }
            }
        }

        return false;
    }

    /// <summary>Does the work on another thread and shows its progress.</summary>
    /// <typeparam name="T">Result of the work.</typeparam>
    /// <param name="activity">What is done, as a person reads it.</param>
    /// <param name="work">The work.</param>
    private protected T Change<T>(string activity, Func<IProgress<ChangeProgress>, System.Threading.CancellationToken, T> work)
    {
        var result = AwaitReporting((report, token) => Task.FromResult(work(new Reporting<ChangeProgress>(value => report(() => Show(activity, value))), token)));
        CompleteProgress(activity);
        return result;
    }
}
