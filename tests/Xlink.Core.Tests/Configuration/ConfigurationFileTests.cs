using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Text;
using System.Threading.Tasks;
using Xlink.Configuration;

namespace Xlink.Core.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private static readonly byte[] Old = "old"u8.ToArray();
    private static readonly byte[] New = "new content"u8.ToArray();

    private readonly TemporaryFolder folder = new();
    private readonly string path;

    public ConfigurationFileTests() => path = folder.Write("isps_ul.ini", Old);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Saves_and_leaves_no_other_file_behind()
    {
        var file = ConfigurationFile.Load(path);

        file.Save(New);
        Check(New);
        file.Save(Old);
        Check(Old);
    }

    [Fact]
    public void An_unchanged_file_is_not_written()
    {
        File.SetLastWriteTimeUtc(path, new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc));

        ConfigurationFile.Load(path).Save("old"u8.ToArray());

        Assert.Equal(new DateTime(2020, 1, 2, 3, 4, 5, DateTimeKind.Utc), File.GetLastWriteTimeUtc(path));
    }

    [Fact]
    public void A_document_is_saved_to_its_own_file_and_copied_to_others()
    {
        var document = IniDocument.Load(folder.Write("a.ini", "[A]\nx=1\n"));
        document.SetValue("A", "x", "2");

        document.Save(folder["b.ini"]);
        Assert.Equal(("[A]\nx=1\n", "[A]\nx=2\n"), (File.ReadAllText(folder["a.ini"]), File.ReadAllText(folder["b.ini"])));
        document.Save();
        document.Save();
        Assert.Equal("[A]\nx=2\n", File.ReadAllText(folder["a.ini"]));
    }

    [Fact]
    public void Somebody_elses_change_is_not_overwritten()
    {
        var file = ConfigurationFile.Load(path);
        File.WriteAllBytes(path, "OLD"u8.ToArray());

        var error = Assert.Throws<XlinkException>(() => file.Save(New));

        Assert.Equal("FileChangedOnDisk", error.ErrorId);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Check("OLD"u8.ToArray());
    }

    [Fact]
    public void A_file_that_somebody_removed_does_not_come_back()
    {
        var file = ConfigurationFile.Load(path);
        File.Delete(path);

        Assert.Equal("FileChangedOnDisk", Assert.Throws<XlinkException>(() => file.Save(New)).ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Of_many_changes_at_once_none_is_lost()
    {
        const int Writers = 8;
        const int Changes = 25;
        File.WriteAllText(path, "[A]\n");
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() =>
        {
            for (var change = 0; change < Changes; change++)
            {
                AddUntilSaved(FormattableString.Invariant($"key{writer}-{change}"));
            }
        })));

        Assert.Equal(Writers * Changes, IniDocument.Load(path).FindSection("A")!.Keys.Count);
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task A_reader_sees_the_old_or_the_new_file_and_nothing_between()
    {
        byte[][] contents = [.. Enumerable.Range(0, 4).Select(i => Enumerable.Repeat((byte)('a' + i), 200_000).ToArray())];
        ConfigurationFile.Write(path, contents[0]);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
            {
                ConfigurationFile.Write(path, contents[i % contents.Length]);
            }
        }, TestContext.Current.CancellationToken);

        while (!writing.IsCompleted)
        {
            var seen = ConfigurationFile.Load(path).Content;
            Assert.Contains(contents, content => content.AsSpan().SequenceEqual(seen));
        }

        await writing;
    }

    [Fact]
    public void A_read_only_file_is_an_error_that_names_it_and_the_remedy()
    {
        var file = ConfigurationFile.Load(path);
        File.SetAttributes(path, FileAttributes.ReadOnly);
        try
        {
            var error = Assert.Throws<XlinkException>(() => file.Save(New));

            Assert.Equal("FileReadOnly", error.ErrorId);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.Contains("read-only", error.Remedy, StringComparison.Ordinal);
            Check(Old);
        }
        finally
        {
            File.SetAttributes(path, FileAttributes.Normal);
        }
    }

    [Fact]
    public void A_file_that_another_program_has_locked_is_an_error_that_names_it_and_the_remedy()
    {
        var file = ConfigurationFile.Load(path);
        using (new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var error = Assert.Throws<XlinkException>(() => file.Save(New));

            Assert.Equal("FileLocked", error.ErrorId);
            Assert.Contains(path, error.Message, StringComparison.Ordinal);
            Assert.NotEmpty(error.Remedy);
        }

        TemporaryFolder.AwaitClosed(path);
        Check(Old);
        file.Save(New);
        Check(New);
    }

    [Fact]
    public void A_folder_in_the_files_place_is_an_error()
    {
        Assert.Equal("FileAccessDenied", Assert.Throws<XlinkException>(() => ConfigurationFile.Write(folder.Path, New)).ErrorId);
        Assert.Equal("FileAccessDenied", Assert.Throws<XlinkException>(() => ConfigurationFile.Load(folder.Path)).ErrorId);
    }

    [Fact]
    public void A_missing_file_or_folder_is_an_error_that_names_it()
    {
        Assert.Contains("none.ini", Assert.Throws<XlinkException>(() => ConfigurationFile.Load(folder["none.ini"])).Message, StringComparison.Ordinal);
        Assert.Equal("FolderNotFound", Assert.Throws<XlinkException>(() => ConfigurationFile.Write(Path.Combine(folder["none"], "x.ini"), New)).ErrorId);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.StickyBit)]
    [SupportedOSPlatform("linux")]
    public void Permissions_stay(UnixFileMode mode)
    {
        SkipOnWindows();
        File.SetUnixFileMode(path, mode);

        ConfigurationFile.Load(path).Save(New);

        Assert.Equal(mode, File.GetUnixFileMode(path));
        Check(New);
    }

    [Fact]
    [SupportedOSPlatform("windows")]
    public void Permissions_of_Windows_stay()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Only Windows has them.");
        var permissions = new FileSecurity();
        permissions.SetSecurityDescriptorSddlForm("D:P(A;;FA;;;BA)(A;;FR;;;BU)(A;;FA;;;WD)", AccessControlSections.Access);
        new FileInfo(path).SetAccessControl(permissions);
        var before = ReadPermissions();

        ConfigurationFile.Load(path).Save(New);

        Assert.Equal(before, ReadPermissions());
        Check(New);

        string ReadPermissions() => new FileInfo(path).GetAccessControl(AccessControlSections.Access).GetSecurityDescriptorSddlForm(AccessControlSections.Access);
    }

    [Fact]
    public void Owner_and_group_stay()
    {
        SkipUnlessRoot();
        Run("chown", "12345:23456", path);

        ConfigurationFile.Load(path).Save(New);

        Assert.Equal("12345:23456", Run("stat", "-c", "%u:%g", path).Trim());
        Check(New);
    }

    [Fact]
    public void An_access_control_list_stays()
    {
        SkipUnlessRoot();
        const string Set = "import os,sys,struct;e=[(1,6,-1),(2,4,12345),(4,4,-1),(16,6,-1),(32,0,-1)];"
            + "os.setxattr(sys.argv[1],'system.posix_acl_access',struct.pack('<I',2)+b''.join(struct.pack('<HHI',t,p,i&0xffffffff) for t,p,i in e))";
        const string Get = "import os,sys;print(os.getxattr(sys.argv[1],'system.posix_acl_access').hex())";
        var refusal = string.Empty;
        try
        {
            Run("python3", "-c", Set, path);
        }
        catch (Exception cause) when (cause is InvalidOperationException or Win32Exception)
        {
            refusal = cause.Message;
        }

        Assert.SkipWhen(refusal.Length > 0, "No access control list could be set: " + refusal);
        var before = Run("python3", "-c", Get, path);
        ConfigurationFile.Load(path).Save(New);

        Assert.Equal(before, Run("python3", "-c", Get, path));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_new_file_belongs_to_the_folders_owner_and_is_as_readable_as_the_folder()
    {
        SkipUnlessRoot();
        Run("chown", "12345:23456", folder.Path);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_101);

        ConfigurationFile.Write(folder["new.ini"], New);

        Assert.Equal("12345:23456 644", Run("stat", "-c", "%u:%g %a", folder["new.ini"]).Trim());
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_file_that_only_its_owner_may_write_is_an_error_for_others()
    {
        SkipUnlessRoot();
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        File.SetUnixFileMode(path, (UnixFileMode)0b110_100_100);

        Assert.Equal("FileAccessDenied", SaveAs(12345, path));
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_110);
        Assert.Equal("FileOwnerNotKept", SaveAs(12345, path));
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);
        Assert.Equal("FileAccessDenied", SaveAs(12345, path));
        Check(Old);
    }

    [Fact]
    public void A_symbolic_link_stays_and_its_target_is_written()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        var real = Directory.CreateDirectory(folder["real"]).FullName;
        File.Move(path, Path.Combine(real, "file.ini"));
        _ = File.CreateSymbolicLink(folder["between"], Path.Combine("real", "file.ini"));
        _ = File.CreateSymbolicLink(path, "between");

        ConfigurationFile.Load(path).Save(New);

        Assert.Equal(("between", Path.Combine("real", "file.ini")), (File.ResolveLinkTarget(path, false)!.Name, new FileInfo(folder["between"]).LinkTarget));
        Assert.Equal(New, File.ReadAllBytes(Path.Combine(real, "file.ini")));
        Assert.Equal(["file.ini"], Directory.GetFileSystemEntries(real).Select(Path.GetFileName));
    }

    [Fact]
    public void A_link_to_nothing_is_an_error_and_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege on Windows.");
        _ = File.CreateSymbolicLink(folder["link"], "none");

        Assert.Equal("FileNotFound", Assert.Throws<XlinkException>(() => ConfigurationFile.Write(folder["link"], New)).ErrorId);
        Assert.Equal("none", new FileInfo(folder["link"]).LinkTarget);
    }

    [Fact]
    public void A_full_disk_is_an_error_and_leaves_the_old_file()
    {
        SkipUnlessRoot();
        var disk = Directory.CreateDirectory(folder["disk"]).FullName;
        var refusal = string.Empty;
        try
        {
            Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk);
        }
        catch (InvalidOperationException cause)
        {
            refusal = cause.Message;
        }

        Assert.SkipWhen(refusal.Length > 0, "No small disk could be mounted: " + refusal);
        try
        {
            var small = Path.Combine(disk, "isps_ul.ini");
            ConfigurationFile.Write(small, Old);

            var error = Assert.Throws<XlinkException>(() => ConfigurationFile.Load(small).Save(new byte[100_000]));

            Assert.Equal("DiskFull", error.ErrorId);
            Assert.Contains(small, error.Message, StringComparison.Ordinal);
            Assert.Equal(Old, File.ReadAllBytes(small));
            Assert.Single(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            Run("umount", disk);
        }
    }

    private static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");

    private static void SkipUnlessRoot() => Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs root on Linux.");

    private static string? SaveAs(int userId, string path)
        => (OtherUser.Run(userId, () => ConfigurationFile.Load(path).Save(New)) as XlinkException)?.ErrorId;

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(program + ": " + error.Result);
    }

    private void AddUntilSaved(string key)
    {
        while (true)
        {
            try
            {
                var document = IniDocument.Load(path);
                document.SetValue("A", key, "1");
                document.Save();
                return;
            }
            catch (XlinkException error) when (error.ErrorId == "FileChangedOnDisk")
            {
                // Somebody else was faster: once more with the file as it is now.
            }
        }
    }

    private void Check(byte[] content)
    {
        Assert.Equal(Encoding.UTF8.GetString(content), File.ReadAllText(path));
        Assert.Equal(["isps_ul.ini"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }
}
