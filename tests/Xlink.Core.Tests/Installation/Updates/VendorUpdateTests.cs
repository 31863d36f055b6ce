using System;
using System.IO;
using Xlink.Core.Tests.Services;
using Xlink.Installation;
using Xlink.Installation.Updates;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Updates;

public sealed class VendorUpdateTests : IDisposable
{
    private const string Says = "# says: Enterprise Server 1 connected.";

    private readonly TemporaryFolder folder = new();
    private readonly XlinkInstallation installation;
    private readonly FakeServiceControl control;

    public VendorUpdateTests()
    {
        installation = VendorInstallation.Create(folder);

        // What the fake service manager starts, for any platform.
        folder.Write("Xlink/isps_uls", Says);
        folder.Write("new/Xlink/isps_uls", Says);
        folder.Write("new/Xlink/isps_uls.exe", "new service");
        folder.Write("new/Xlink/ixculcmm.dll", "new library");
        folder.Write("new/Xlink/version.txt", "4.8");
        control = new FakeServiceControl(folder["service.txt"]);
        control.Set(XlinkServiceState.Running, installation.Path, @"DOMAIN\xlink");
    }

    [Fact]
    public void The_library_is_registered_again_where_it_was()
    {
        VendorInstallation.WriteProgram(folder, "Xlink/register.exe", "cat ixculcmm.dll > called", "echo 'ixculcmm.dll registered SYSTEM GLOBAL'");

        Update();

        Assert.Equal("new library", File.ReadAllText(folder["Xlink/called"]));
        Assert.Equal("new service", File.ReadAllText(folder["Xlink/isps_uls.exe"]));
        Assert.Contains("123456789012345678", File.ReadAllText(folder["Xlink/Isps_Ul.ini"]), StringComparison.Ordinal);
        Assert.Equal((XlinkServiceState.Running, @"DOMAIN\xlink"), (control.Query().State, control.Query().Account));
    }

    [Fact]
    public void It_is_not_registered_where_it_was_not()
    {
        VendorInstallation.WriteProgram(folder, "support-applications/register.exe", "touch called");

        Update();

        Assert.False(File.Exists(folder["support-applications/called"]));
        Assert.Equal("new library", File.ReadAllText(folder["Xlink/ixculcmm.dll"]));
    }

    [Fact]
    public void A_registration_that_fails_undoes_the_update()
    {
        VendorInstallation.WriteProgram(folder, "Xlink/register.exe", "echo 'Out of cheese'");

        var error = Assert.Throws<XlinkException>(() => Update());

        Assert.Equal("ChangeUndone", error.ErrorId);
        Assert.Contains("Out of cheese", error.Message, StringComparison.Ordinal);
        Assert.Equal(("library", "4.7.11"), (File.ReadAllText(folder["Xlink/ixculcmm.dll"]), File.ReadAllText(folder["Xlink/version.txt"])));
        Assert.Equal(XlinkServiceState.Running, control.Query().State);
    }

    [Theory]
    [InlineData("Enterprise Server 1 not available")]
    [InlineData("Cannot connect to the database")]
    public void The_documented_errors_in_its_log_undo_the_update(string said)
    {
        folder.Write("new/Xlink/isps_uls", "# says: " + said);

        var error = Assert.Throws<XlinkException>(() => Update());

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Equal("library", File.ReadAllText(folder["Xlink/ixculcmm.dll"]));
    }

    private void Update()
    {
        using var source = InstallationSource.Open(folder["new"]);
        Updater.Update(
            installation.Path, source, new UpdateOptions { ConnectionLimit = TimeSpan.Zero }, control, cancellationToken: TestContext.Current.CancellationToken);
    }

    public void Dispose() => folder.Dispose();
}
