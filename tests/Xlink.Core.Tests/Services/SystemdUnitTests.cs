using System;
using Xlink.Installation;
using Xlink.Services.Systemd;

namespace Xlink.Core.Tests.Services;

public sealed class SystemdUnitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_hung_service_is_killed_since_the_runtime_outlives_the_signal_that_is_the_default()
        => Assert.Contains("\nWatchdogSignal=SIGKILL\n", Unit(), StringComparison.Ordinal);

    [Fact]
    public void The_description_is_no_sentence_since_systemd_makes_one_of_it()
        => Assert.Contains("\nDescription=ISPS Xlink: Imports call and agent data into the WFM server\n", Unit(), StringComparison.Ordinal);

    private string Unit()
    {
        folder.Write("isps_uls");
        folder.Write("Xlink.Core.dll");
        folder.Write("isps_ul.ini");
        return SystemdUnit.Format(XlinkInstallation.Open(folder.Path), folder["isps_uls"], "xlink", "xlink").Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
