using System.IO;
using System.Threading;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

/// <summary>What <see cref="InstallerTests"/> runs in a process of its own, to kill it.</summary>
public sealed class InstallerProcess
{
    [Fact(Explicit = true)]
    public void Stop_half_way()
    {
        using var source = InstallationSource.Open(Path.Combine(TestProcess.Argument, "suite.zip"));
        var progress = new Recorder<InstallProgress>(report =>
        {
            if (report.FilesDone == report.FilesTotal / 2)
            {
                File.WriteAllText(Path.Combine(TestProcess.Argument, "half-way"), string.Empty);
                Thread.Sleep(Timeout.Infinite);
            }
        });
        Installer.Install(source, Path.Combine(TestProcess.Argument, "new", "parent", "Xlink"), progress, TestContext.Current.CancellationToken);
    }
}
