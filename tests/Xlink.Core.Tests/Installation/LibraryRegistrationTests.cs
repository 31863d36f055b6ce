using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using Xlink.Core.Tests.Services;
using Xlink.Installation;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation;

public sealed class LibraryRegistrationTests : IDisposable
{
    private const string Success = "echo 'ixculcmm.dll registered SYSTEM GLOBAL'";
    private const string AccessDenied = "echo 'Open file failed, rc=5 Error[5]:Access is denied.'";
    private const string InUse = "echo 'Open file failed, rc=32 Error [32]: The process cannot access the file because it is being used by another process.'";

    private readonly TemporaryFolder folder = new();
    private readonly XlinkInstallation installation;

    public LibraryRegistrationTests() => installation = VendorInstallation.Create(folder);

    [Fact]
    public void The_documented_steps_are_taken()
    {
        UnixMode.Set(folder["Xlink/ixculcmm.dll"], "444");
        WriteRegister("pwd > called; echo \"$@\" >> called", "[ -w ixculcmm.dll ] && stat -c %a ixculcmm.dll >> called", Success);

        Register();

        Assert.Equal([folder["Xlink"], "ixculcmm.dll /system", "644"], File.ReadAllLines(folder["Xlink/called"]));
        Assert.True(File.Exists(folder["Xlink/register.exe"]));
        Assert.False(File.Exists(folder["support-applications/register.exe"]));
    }

    [Theory]
    [InlineData(AccessDenied)]
    [InlineData(InUse)]
    public void A_file_in_use_for_a_moment_is_tried_again(string failure)
    {
        WriteRegister("echo x >> tries", $"if [ $(wc -l < tries) -lt 3 ]; then {failure}; else {Success}; fi");

        Register();

        Assert.Equal(3, File.ReadAllLines(folder["Xlink/tries"]).Length);
    }

    [Theory]
    [InlineData(AccessDenied, "LibraryAccessDenied")]
    [InlineData(InUse, "LibraryInUse")]
    public void A_file_in_use_for_longer_is_an_error_with_the_documented_remedy(string failure, string errorId)
    {
        WriteRegister("echo x >> tries", failure);

        var error = Assert.Throws<XlinkException>(Register);

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains("isps_ul.exe", error.Remedy, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(folder["Xlink/tries"]).Length);
    }

    [Fact]
    public void Anything_else_that_the_program_says_is_shown()
    {
        WriteRegister("echo 'Out of cheese'");

        var error = Assert.Throws<XlinkException>(Register);

        Assert.Equal("VendorProgramFailed", error.ErrorId);
        Assert.Contains("Out of cheese", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void While_the_service_runs_nothing_is_done()
    {
        WriteRegister(Success);
        Control.Set(XlinkServiceState.Running, folder["Xlink"]);

        Assert.Equal("LibraryServiceRunning", Assert.Throws<XlinkException>(Register).ErrorId);

        Assert.True(File.Exists(folder["support-applications/register.exe"]));
    }

    [Fact]
    public async Task While_the_window_is_open_nothing_is_done()
    {
        WriteRegister(Success);
        File.Copy("/bin/sleep", folder["Xlink/isps_ul"]);
        using var window = Process.Start(folder["Xlink/isps_ul"], "600");
        try
        {
            await Poll.UntilAsync(() => File.ReadAllText($"/proc/{window.Id}/comm").Trim() == "isps_ul", "the window is open");
            Assert.Equal("LibraryWindowOpen", Assert.Throws<XlinkException>(Register).ErrorId);
        }
        finally
        {
            window.Kill();
            await window.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Register();
    }

    [Fact]
    public void A_missing_library_or_program_is_named()
    {
        Assert.Equal("ProgramMissing", Assert.Throws<XlinkException>(Register).ErrorId);
        File.Delete(folder["Xlink/ixculcmm.dll"]);
        Assert.Equal("FileMissing", Assert.Throws<XlinkException>(Register).ErrorId);
    }

    [Fact]
    public void The_open_Xlink_has_no_such_library()
    {
        folder.Write("Xlink/Xlink.Core.dll");

        Assert.Equal("LibraryOfOpen", Assert.Throws<XlinkException>(
            () => new LibraryRegistration(XlinkInstallation.Open(folder["Xlink"]), Control).Register(TestContext.Current.CancellationToken)).ErrorId);
    }

    private FakeServiceControl Control => new(folder["service.txt"]);

    private void Register() => new LibraryRegistration(installation, Control, TimeSpan.FromMilliseconds(1)).Register(TestContext.Current.CancellationToken);

    private void WriteRegister(params string[] lines) => VendorInstallation.WriteProgram(folder, "support-applications/register.exe", lines);

    public void Dispose() => folder.Dispose();
}
