using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class InstallerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Target => folder[Path.Combine("new", "parent", "Xlink")];

    [Theory]
    [InlineData("zip")]
    [InlineData("wrapped")]
    [InlineData("folder")]
    [InlineData("inner")]
    public void The_Xlink_folder_and_the_sample_configuration_are_installed(string form)
    {
        using var source = InstallationSource.Open(form switch
        {
            "zip" => Suite.WriteZip(folder["suite.zip"]),
            "wrapped" => Suite.WriteZip(folder["suite.zip"], "Xlink/"),
            "folder" => Suite.WriteFolder(folder["suite"]),
            _ => Path.Combine(Suite.WriteFolder(folder["suite"]), "Xlink"),
        });

        var installation = Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Target, installation.Path);
        Assert.Equal("0.1.0", installation.Version);
        Assert.Equal(Suite.Installed, Suite.List(Target));
        foreach (var name in Suite.Installed)
        {
            var original = Suite.Files.TryGetValue("Xlink/" + name, out var content) ? content : Suite.Files["sample-configurations/" + name];
            Assert.Equal(original, File.ReadAllText(Path.Combine(Target, name)));
        }

        Assert.Equal(["Xlink"], Directory.EnumerateFileSystemEntries(folder[Path.Combine("new", "parent")]).Select(Path.GetFileName));
    }

    [Fact]
    public void Configuration_in_the_Xlink_folder_itself_is_not_replaced_by_the_sample()
    {
        var files = new Dictionary<string, string>(Suite.Files) { ["Xlink/ISPS.cfg"] = "own" };
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"], files: files));

        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("own", File.ReadAllText(Path.Combine(Target, "ISPS.cfg")));
        Assert.DoesNotContain("isps.cfg", Suite.List(Target));
    }

    [Fact]
    public void The_plan_lists_what_is_then_written_and_writes_nothing()
    {
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));

        var plan = Installer.Plan(source, Target);

        Assert.False(Directory.Exists(folder["new"]));
        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(
            Suite.List(Target).Select(name => (name, new FileInfo(Path.Combine(Target, name)).Length)),
            plan.Select(file => (Path: file.RelativePath.Replace('\\', '/'), file.Length)).OrderBy(file => file.Path, StringComparer.Ordinal));
    }

    [Fact]
    public void Progress_counts_from_none_to_all_files()
    {
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        var progress = new Recorder<InstallProgress>();

        Installer.Install(source, Target, progress, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(0, Suite.Installed.Length + 1), progress.Reports.Select(report => report.FilesDone));
        Assert.All(progress.Reports, report => Assert.Equal(Suite.Installed.Length, report.FilesTotal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cancelled_at_any_step_nothing_is_left(bool targetExists)
    {
        if (targetExists)
        {
            Directory.CreateDirectory(Target);
        }

        var before = Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Append(folder["suite.zip"]).Order();
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        for (var step = 0; step <= Suite.Installed.Length; step++)
        {
            using var cancellation = new CancellationTokenSource();
            var progress = new Recorder<InstallProgress>(report => CancelAt(report, step, cancellation));

            Assert.Throws<OperationCanceledException>(() => Installer.Install(source, Target, progress, cancellation.Token));

            Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path, "*", SearchOption.AllDirectories).Order());
        }

        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Suite.Installed, Suite.List(Target));
    }

    private static void CancelAt(InstallProgress report, int step, CancellationTokenSource cancellation)
    {
        if (report.FilesDone == step)
        {
            cancellation.Cancel();
        }
    }

    [Fact]
    public void Something_that_appears_at_the_target_meanwhile_stays_and_the_installation_fails_cleanly()
    {
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        var progress = new Recorder<InstallProgress>(report => folder.Write(Path.Combine("new", "parent", "Xlink", "somebody"), "else"));

        var error = Assert.Throws<XlinkException>(() => Installer.Install(source, Target, progress, TestContext.Current.CancellationToken));

        Assert.Equal("InstallationFailed", error.ErrorId);
        Assert.Equal([Path.Combine("parent", "Xlink", "somebody").Replace('\\', '/')], Suite.List(folder["new"]));
    }

    [Theory]
    [InlineData("isps_uls")]
    [InlineData("messages.txt")]
    public void A_name_taken_in_an_empty_target_meanwhile_undoes_the_moves(string name)
    {
        Directory.CreateDirectory(Target);
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        var progress = new Recorder<InstallProgress>(_ => folder.Write(Path.Combine("new", "parent", "Xlink", name), "else"));

        var error = Assert.Throws<XlinkException>(() => Installer.Install(source, Target, progress, TestContext.Current.CancellationToken));

        Assert.Equal("InstallationFailed", error.ErrorId);
        Assert.Equal([name], Suite.List(Target));
        Assert.Equal("else", File.ReadAllText(Path.Combine(Target, name)));
    }

    [Fact]
    public void What_a_killed_installation_left_is_cleared_by_the_next()
    {
        folder.Write(Path.Combine("new", "parent", ".Xlink.xlink-installing", "Xlink", "half"), "written");
        folder.Write(Path.Combine("new", "parent", ".Xlink.xlink-installing", "lock"));
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));

        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(Suite.Installed.Select(name => "parent/Xlink/" + name), Suite.List(folder["new"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_half_way_an_installation_is_not_there_and_the_next_one_succeeds(bool targetExists)
    {
        Suite.WriteZip(folder["suite.zip"]);
        if (targetExists)
        {
            Directory.CreateDirectory(Target);
        }

        using (var process = TestProcess.Start(typeof(InstallerProcess), nameof(InstallerProcess.Stop_half_way), folder.Path))
        {
            await Poll.UntilAsync(() => File.Exists(folder["half-way"]), "the other process has written half of the files");
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        Assert.False(File.Exists(Path.Combine(Target, "isps_uls")));
        using var source = InstallationSource.Open(folder["suite.zip"]);
        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(Suite.Installed.Select(name => "parent/Xlink/" + name), Suite.List(folder["new"]));
    }

    [Fact]
    public void Of_two_installations_into_one_folder_the_second_is_refused()
    {
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        using var second = InstallationSource.Open(folder["suite.zip"]);
        XlinkException? error = null;
        var progress = new Recorder<InstallProgress>(_ => error ??= Assert.Throws<XlinkException>(
            () => Installer.Install(second, Target, cancellationToken: TestContext.Current.CancellationToken)));

        Installer.Install(source, Target, progress, TestContext.Current.CancellationToken);

        Assert.Equal("InstallationRunning", error?.ErrorId);
        Assert.Equal(Suite.Installed, Suite.List(Target));
    }

    [Theory]
    [InlineData("Isps_Ul.ini", "InstallationExists", "Update-Xlink")]
    [InlineData("isps_uls.exe", "InstallationExists", "Update-Xlink")]
    [InlineData("holiday.jpg", "FolderNotEmpty", "empty")]
    public void A_folder_in_use_is_left_alone(string file, string errorId, string remedy)
    {
        folder.Write(Path.Combine("new", "parent", "Xlink", file), "mine");
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));

        foreach (var act in new Action[] { () => Installer.Plan(source, Target), () => Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken) })
        {
            var error = Assert.Throws<XlinkException>(act);

            Assert.Equal(errorId, error.ErrorId);
            Assert.Contains(Target, error.Message, StringComparison.Ordinal);
            Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
            Assert.Equal([file], Suite.List(Target));
        }
    }

    [Fact]
    public void A_file_in_place_of_the_folder_or_its_parent_is_refused()
    {
        folder.Write("file");
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));

        Assert.Equal("FolderIsFile", Assert.Throws<XlinkException>(() => Installer.Install(source, folder["file"], cancellationToken: TestContext.Current.CancellationToken)).ErrorId);
        Assert.Equal("FolderNotWritable", Assert.Throws<XlinkException>(() => Installer.Install(source, folder["file/Xlink"], cancellationToken: TestContext.Current.CancellationToken)).ErrorId);
    }

    [Fact]
    public void An_unwritable_parent_is_named()
    {
        // Nobody, not even root, can make folders in /sys.
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no folder that an administrator cannot write to.");
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));

        var error = Assert.Throws<XlinkException>(() => Installer.Install(source, "/sys/kernel/Xlink", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal("FolderNotWritable", error.ErrorId);
        Assert.Contains("/sys/kernel/Xlink", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_Unix_programs_are_executable_and_settings_are_private()
    {
        using var source = InstallationSource.Open(Suite.WriteZip(folder["suite.zip"]));
        Installer.Install(source, Target, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("755", Mode("isps_uls"));
        Assert.Equal("755", Mode("isps_ul"));
        Assert.Equal("755", Mode("german"));
        Assert.Equal("755", Mode(string.Empty));
        Assert.Equal("644", Mode("Xlink.Core.dll"));
        Assert.Equal("644", Mode("isps.cfg"));
        Assert.Equal("600", Mode("isps_Ul.ini"));
    }

    [Theory]
    [InlineData("missing.zip", "InstallationSourceNotFound")]
    [InlineData("missing/suite.zip", "InstallationSourceNotFound")]
    [InlineData("text.zip", "ZipDamaged")]
    [InlineData("plain", "FolderWithoutXlinkFolder")]
    public void A_source_that_is_no_suite_is_named(string name, string errorId)
    {
        folder.Write("text.zip", "This is no ZIP.");
        folder.Write("plain/readme.txt");

        var error = Assert.Throws<XlinkException>(() => InstallationSource.Open(folder[name]));

        Assert.Equal(errorId, error.ErrorId);
        Assert.Contains(folder[name], error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_more_than_any_suite_holds_is_refused()
    {
        Suite.WriteFolder(folder["suite"]);

        var files = Assert.Throws<XlinkException>(() => InstallationSource.Open(folder["suite"], SuiteLimits.Default with { Files = 5 }));
        var length = Assert.Throws<XlinkException>(() => InstallationSource.Open(folder["suite"], SuiteLimits.Default with { TotalLength = 1000 }));

        Assert.Equal(("SuiteTooLarge", "SuiteTooLarge"), (files.ErrorId, length.ErrorId));
    }

    private string Mode(string relative) => UnixMode.Get(Path.Combine(Target, relative));

    public void Dispose() => folder.Dispose();
}
