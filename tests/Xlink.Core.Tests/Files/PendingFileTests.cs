using System;
using System.IO;
using System.Linq;
using System.Runtime.Versioning;
using Xlink.Files;

namespace Xlink.Core.Tests.Files;

public sealed class PendingFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_not_published_vanishes()
    {
        using (var pending = PendingFile.Create(folder["$1.BAS"]))
        {
            pending.Write([1, 2, 3]);
            Assert.Single(Directory.GetFileSystemEntries(folder.Path));
        }

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Publishing_never_overwrites()
    {
        _ = folder.Write("$1.BAS", "old");
        using (var pending = PendingFile.Create(folder["$1.BAS"]))
        {
            pending.Write([1, 2, 3]);
            Assert.False(pending.TryPublish());
        }

        Assert.Equal("old", File.ReadAllText(folder["$1.BAS"]));
        Assert.Equal(["$1.BAS"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void A_published_file_is_as_readable_as_its_folder_and_a_private_one_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access control lists instead of modes.");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_000);
        using var open = PendingFile.Create(folder["open"]);
        using var secret = PendingFile.CreatePrivate(folder["secret"]);

        Assert.True(open.TryPublish());
        Assert.True(secret.TryPublish());

        Assert.Equal(((UnixFileMode)0b110_100_000, (UnixFileMode)0b110_000_000), (File.GetUnixFileMode(folder["open"]), File.GetUnixFileMode(folder["secret"])));
    }
}
