using System;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Xlink.Servers;

namespace Xlink.Server.Tests.Servers;

/// <summary>What becomes of the server's program while it copies, with one that never ends.</summary>
public sealed class ServerDataTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("@ user 1 2")]
    [InlineData("@ user many 2")]
    public async Task A_program_whose_progress_cannot_be_told_is_ended(string line)
    {
        var data = Program(line, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await Assert.ThrowsAnyAsync<FormatException>(() => data.BackupAsync(folder.Combine("backup.db"), force: false, _ => throw new FormatException(), TestContext.Current.CancellationToken));

        var process = int.Parse(await File.ReadAllTextAsync(folder.Combine("pid"), TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
        Assert.False(Directory.Exists(FormattableString.Invariant($"/proc/{process}")));
    }

    [Fact]
    public async Task A_program_that_does_not_start_is_an_error_that_names_it()
    {
        var data = Program(string.Empty, UnixFileMode.UserRead);

        var error = await Assert.ThrowsAsync<XlinkException>(() => data.BackupAsync(folder.Combine("backup.db"), force: false, progress: null, TestContext.Current.CancellationToken));

        Assert.Equal("ProgramNotStarted", error.ErrorId);
        Assert.Contains(folder.Combine("Xlink.Server.exe"), error.Message, StringComparison.Ordinal);
    }

    private ServerData Program(string line, UnixFileMode mode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program is a script of the shell.");
        File.WriteAllText(folder.Combine("Xlink.Server.dll"), string.Empty);
        File.WriteAllText(folder.Combine("Xlink.Server.exe"), $"#!/bin/sh\necho $$ > '{folder.Combine("pid")}'\necho '{line}'\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Combine("Xlink.Server.exe"), mode);
        }

        return new ServerData(folder.FullPath, folder.Combine("data"), databasePath: null);
    }
}
