using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using Xlink.Core.Tests.Installation.Updates;
using Xlink.Core.Tests.Services;
using Xlink.Installation;
using Xlink.Installation.Backups;
using Xlink.Installation.Changes;
using Xlink.Services;

namespace Xlink.Core.Tests.Installation.Backups;

public sealed class InstallationBackupTests : IDisposable
{
    private static readonly string[] Configuration = ["$1.BAS", "ISPS_UL.INI", "acd_map.ini", "isps.cfg", "isps_ul.key"];

    private readonly TemporaryFolder folder = new();
    private readonly UpdateSite site;

    public InstallationBackupTests() => site = UpdateSite.Create(folder);

    private XlinkInstallation Installation => XlinkInstallation.Open(site.Path);

    private string BackupPath => folder["backup.zip"];

    [Fact]
    public void Configuration_scripts_and_key_are_backed_up_and_come_back_byte_by_byte()
    {
        var before = site.Snapshot();
        var backup = Create();
        Assert.Equal(Configuration, backup.Files.Select(file => file.Path).Order(StringComparer.Ordinal));
        File.WriteAllText(Path.Combine(site.Path, "ISPS_UL.INI"), "broken");
        File.Delete(Path.Combine(site.Path, "$1.BAS"));
        File.Delete(Path.Combine(site.Path, "isps_ul.key"));

        var changes = Restore();

        Assert.Equal(before, site.Snapshot());
        Assert.Equal(
            [("$1.BAS", FileChangeKind.Add), ("ISPS_UL.INI", FileChangeKind.Replace), ("isps_ul.key", FileChangeKind.Add)],
            changes.Where(file => file.Kind != FileChangeKind.Keep).Select(file => (file.RelativePath, file.Kind)).OrderBy(file => file.RelativePath, StringComparer.Ordinal));
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
    }

    [Fact]
    public void A_complete_backup_has_everything_but_logs_locks_and_backups_and_can_be_installed()
    {
        folder.Write("Xlink/isps_uls.log", "log");
        folder.Write("Xlink/isps_uls.log.1", "log");
        folder.Write("Xlink/isps_import.journal", "[]");
        folder.Write("Xlink/isps_import.lock");
        folder.Write("Xlink/backup/old.zip", "zip");
        var expected = Suite.List(site.Path).Where(name => !name.Contains("log", StringComparison.Ordinal) && !name.StartsWith("isps_import.", StringComparison.Ordinal) && !name.StartsWith("backup/", StringComparison.Ordinal));

        Create(isComplete: true);

        using var source = InstallationSource.Open(BackupPath);
        Installer.Install(source, folder["second"], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(expected, Suite.List(folder["second"]));
        Assert.Equal(site.Read("ISPS_UL.INI"), File.ReadAllText(folder["second/ISPS_UL.INI"]));
    }

    [Fact]
    public void On_Unix_the_ZIP_is_its_makers_alone_also_where_the_folder_hands_its_group_on()
    {
        UnixMode.Set(Directory.CreateDirectory(folder["shared"]).FullName, "2775");

        InstallationBackup.Create(Installation, folder["shared/backup.zip"], isComplete: false, TestContext.Current.CancellationToken);

        Assert.Equal("600", UnixMode.Get(folder["shared/backup.zip"]));
    }

    [Fact]
    public void Nothing_is_overwritten()
    {
        folder.Write("backup.zip", "mine");

        Assert.Equal("BackupExists", Assert.Throws<XlinkException>(() => Create()).ErrorId);

        Assert.Equal("mine", File.ReadAllText(BackupPath));
        Assert.Equal(["Xlink", "backup.zip", "service.txt", "suite.zip"], Directory.EnumerateFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Xlink/isps.cfg", "another content", "BackupDamaged")]
    [InlineData("Xlink/isps.cfg", null, "BackupDamaged")]
    [InlineData("Xlink/added.ini", "not in the manifest", "BackupDamaged")]
    [InlineData("manifest.json", null, "BackupForeign")]
    [InlineData("manifest.json", "{", "BackupForeign")]
    [InlineData("manifest.json", """{"format":"something else"}""", "BackupForeign")]
    [InlineData("../evil.txt", "evil", "SuiteEntryUnsafe")]
    [InlineData("Xlink/../../evil.txt", "evil", "SuiteEntryUnsafe")]
    public void A_backup_that_was_changed_touches_nothing(string entry, string? content, string errorId)
    {
        Create();
        Change(entry, content);
        File.WriteAllText(Path.Combine(site.Path, "isps.cfg"), "now");
        var before = site.Snapshot();
        var control = new FakeServiceControl(folder["service.txt"]) { OnAction = action => Assert.Fail(action) };

        foreach (var act in new Action[]
        {
            () => InstallationBackup.Restore(site.Path, BackupPath, control, cancellationToken: TestContext.Current.CancellationToken),
            () => InstallationBackup.PlanRestore(Installation, BackupPath),
        })
        {
            Assert.Equal(errorId, Assert.Throws<XlinkException>(act).ErrorId);
        }

        Assert.Equal(before, site.Snapshot());
        Assert.Empty(Directory.GetFiles(folder.Path, "evil*"));
    }

    [Fact]
    public void A_manifest_that_names_a_file_elsewhere_is_refused()
    {
        Create();
        Change("manifest.json", ReadEntry("manifest.json").Replace("isps.cfg", "../isps.cfg", StringComparison.Ordinal));

        Assert.Equal("BackupDamaged", Assert.Throws<XlinkException>(() => Restore()).ErrorId);
    }

    [Fact]
    public void A_backup_of_the_original_is_not_for_the_open_Xlink()
    {
        Create();
        File.Delete(Path.Combine(site.Path, "Xlink.Core.dll"));

        Assert.Equal("BackupOfOtherKind", Assert.Throws<XlinkException>(() => Restore()).ErrorId);
    }

    [Fact]
    public void Half_of_an_interrupted_change_is_not_saved()
    {
        folder.Write("Xlink/.xlink-change/journal.json", """{"serviceWasRunning":false,"isCommitted":false,"folders":[],"files":[]}""");

        Assert.Equal("ChangeInterrupted", Assert.Throws<XlinkException>(() => Create()).ErrorId);

        Assert.True(InstallationBackup.Recover(site.Path, site.Control));
        Create();
    }

    [Fact]
    public void What_is_no_backup_is_named()
    {
        Assert.Equal("BackupNotFound", Assert.Throws<XlinkException>(() => Restore()).ErrorId);
        folder.Write("backup.zip", "text");
        Assert.Equal("ZipDamaged", Assert.Throws<XlinkException>(() => Restore()).ErrorId);
    }

    [Fact]
    public void The_default_path_names_the_version_and_is_always_free()
    {
        var first = InstallationBackup.Create(Installation, InstallationBackup.DefaultPath(Installation), isComplete: false, TestContext.Current.CancellationToken);
        var second = InstallationBackup.Create(Installation, InstallationBackup.DefaultPath(Installation), isComplete: false, TestContext.Current.CancellationToken);

        Assert.NotEqual(first.BackupPath, second.BackupPath);
        Assert.StartsWith(Path.Combine(site.Path, "backup", "Xlink-1.0-"), first.BackupPath, StringComparison.Ordinal);
    }

    private XlinkBackup Create(bool isComplete = false) => InstallationBackup.Create(Installation, BackupPath, isComplete, TestContext.Current.CancellationToken);

    private System.Collections.Generic.IReadOnlyList<FileChange> Restore()
        => InstallationBackup.Restore(site.Path, BackupPath, site.Control, cancellationToken: TestContext.Current.CancellationToken);

    private string ReadEntry(string name)
    {
        using var zip = ZipFile.OpenRead(BackupPath);
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    private void Change(string name, string? content)
    {
        using var zip = ZipFile.Open(BackupPath, ZipArchiveMode.Update);
        zip.GetEntry(name)?.Delete();
        if (content is not null)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(content));
        }
    }

    public void Dispose() => folder.Dispose();
}
