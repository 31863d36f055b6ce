using System;
using System.IO;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class InstallationRegisterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly InstallationRegister register;

    public InstallationRegisterTests() => register = new InstallationRegister(folder["register"]);

    [Fact]
    public void The_only_registered_installation_is_found()
    {
        var installation = Make("Ä Xlink");
        register.Add(installation);
        register.Add(installation);

        Assert.Equal([installation.Path], register.Paths);
        Assert.Equal(installation.Path, new InstallationRegister(folder["register"]).Single().Path);
    }

    [Fact]
    public void Without_one_it_says_how_to_register()
    {
        var error = Assert.Throws<XlinkException>(() => register.Single());

        Assert.Equal("InstallationNotGiven", error.ErrorId);
        Assert.Contains("Register-XlinkLibrary", error.Remedy, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["register"]));
    }

    [Fact]
    public void Of_several_one_must_be_named()
    {
        register.Add(Make("first"));
        register.Add(Make("second"));

        var error = Assert.Throws<XlinkException>(() => register.Single());

        Assert.Equal("InstallationAmbiguous", error.ErrorId);
        Assert.Contains(folder["second"], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_is_gone_does_not_count()
    {
        register.Add(Make("first"));
        register.Add(Make("second"));
        Directory.Delete(folder["first"], recursive: true);

        Assert.Equal(folder["second"], register.Single().Path);
    }

    [Fact]
    public void One_can_be_forgotten()
    {
        register.Add(Make("first"));

        Assert.True(register.Remove(folder["first"] + Path.DirectorySeparatorChar));
        Assert.False(register.Remove(folder["first"]));
        Assert.Empty(register.Paths);
    }

    [Fact]
    public void Where_it_cannot_be_written_the_folder_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no folder that an administrator cannot write to.");

        var error = Assert.Throws<XlinkException>(() => new InstallationRegister("/proc/xlink").Add(Make("first")));

        Assert.Contains("/proc", error.Message, StringComparison.Ordinal);
    }

    private XlinkInstallation Make(string name)
    {
        folder.Write(Path.Combine(name, "isps_ul.ini"));
        return XlinkInstallation.Open(folder[name]);
    }

    public void Dispose() => folder.Dispose();
}
