using System;
using System.IO;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Installation;
using Xlink.Mapping;

namespace Xlink.Core.Tests.Installation;

public sealed class InstallationPermissionsTests : IDisposable
{
    // A user and a group that nobody has.
    private const int Service = 12345;
    private const int Stranger = 12346;

    private readonly TemporaryFolder folder = new();

    public InstallationPermissionsTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead of modes.");
        UnixMode.Set(folder.Path, "755");
    }

    private string Key => folder[InstallationKey.FileName];

    private string Settings => folder["isps_ul.ini"];

    [Fact]
    public void Before_a_service_is_installed_secrets_are_their_owners_alone()
    {
        WriteSecrets(folder.Path);

        Assert.Equal(("600", "600"), (UnixMode.Get(Key), UnixMode.Get(Settings)));
    }

    [Fact]
    public void In_a_folder_that_hands_its_group_on_new_secrets_are_for_the_group_too()
    {
        UnixMode.Set(folder.Path, "2775");
        WriteSecrets(folder.Path);

        Assert.Equal(("640", "640"), (UnixMode.Get(Key), UnixMode.Get(Settings)));
    }

    [Fact]
    public void The_folder_may_be_given_by_a_link()
    {
        UnixMode.Set(folder.Path, "2775");
        using var other = new TemporaryFolder();
        Directory.CreateSymbolicLink(other["link"], folder.Path);
        WriteSecrets(other["link"]);

        Assert.Equal(("640", "640"), (UnixMode.Get(Key), UnixMode.Get(Settings)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_service_reads_secrets_and_nobody_else_whenever_they_are_written(bool before)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux.");
        if (before)
        {
            WriteSecrets(folder.Path);
            UnixMode.Set(Settings, "644");
        }

        InstallationPermissions.OpenFolder(folder.Path, Service);
        foreach (var path in Directory.GetFiles(folder.Path))
        {
            InstallationPermissions.OpenFile(path, Service);
        }

        WriteSecrets(folder.Path);

        Assert.All([Key, Settings], path =>
        {
            Assert.Null(OtherUser.Run(Service, () => File.ReadAllText(path)));
            Assert.IsType<UnauthorizedAccessException>(OtherUser.Run(Service, () => File.AppendAllText(path, "x")));
            Assert.IsType<UnauthorizedAccessException>(OtherUser.Run(Stranger, () => File.ReadAllText(path)));
        });
    }

    [Fact]
    public void A_script_that_root_writes_is_read_by_the_service()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux.");
        InstallationPermissions.OpenFolder(folder.Path, Service);
        File.WriteAllBytes(folder["acd_map.ini"], SampleFile.Read("acd_map.ini"));

        var script = ScriptFile.Create(AcdMap.Load(folder.Path), "Sub Main()\nEnd Sub"u8.ToArray());

        Assert.Null(OtherUser.Run(Service, () => File.ReadAllText(folder[script])));
    }

    public void Dispose() => folder.Dispose();

    private static void WriteSecrets(string folder)
    {
        _ = PasswordEncoding.Open(folder).Protect(Secret.From("geheim"));
        ConfigurationFile.Write(Path.Combine(folder, "isps_ul.ini"), "[DB]\n"u8.ToArray());
    }
}
