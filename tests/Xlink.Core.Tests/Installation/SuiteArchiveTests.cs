using System;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class SuiteArchiveTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void The_newest_suite_for_the_platform_is_found()
    {
        foreach (var name in new[] { "Xlink-0.9.0-linux.zip", "Xlink-0.10.0-linux.zip", "Xlink-1.0.0-windows.zip", "Xlink-2.0-linux.zip.part", "Xlink--linux.zip" })
        {
            folder.Write(name);
        }

        Assert.Equal(folder["Xlink-0.10.0-linux.zip"], SuiteArchive.Find(folder.Path, "linux"));
        Assert.Equal(folder["Xlink-1.0.0-windows.zip"], SuiteArchive.Find(folder.Path, "windows"));
        Assert.Equal(SuiteArchive.Find(folder.Path, OperatingSystem.IsWindows() ? "windows" : "linux"), SuiteArchive.Find(folder.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("missing")]
    public void A_missing_suite_is_named(string relative)
    {
        var error = Assert.Throws<XlinkException>(() => SuiteArchive.Find(folder[relative], "linux"));

        Assert.Equal("SuiteArchiveMissing", error.ErrorId);
        Assert.Contains("Xlink-*-linux.zip", error.Message, StringComparison.Ordinal);
        Assert.Contains("-SourcePath", error.Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
