using System;
using System.IO;
using System.Linq;
using Xlink.Installation.Backups;
using Xlink.Targets;

namespace Xlink.Core.Tests.Targets.CloudLink;

public sealed class ServerSnapshotTests
{
    [Fact]
    public void What_a_server_has_is_kept_for_each_server_entry_and_written_only_when_it_changes()
    {
        using var folder = new TemporaryFolder();
        using var server = new CloudLinkServer();
        ServerSnapshot.Of("WFM", server).Save(folder.Path);
        ServerSnapshot.Of("Second", server).Save(folder.Path);
        File.SetLastWriteTimeUtc(folder[ServerSnapshot.FileName], new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        ServerSnapshot.Of("WFM", server).Save(folder.Path);
        var written = File.GetLastWriteTimeUtc(folder[ServerSnapshot.FileName]);

        Assert.Equal(["Second", "WFM"], ServerSnapshot.Load(folder.Path).Select(known => known.ServerEntry));
        Assert.Equal(2020, written.Year);
        var known = ServerSnapshot.Get(folder.Path, "wfm");
        Assert.Equal(server.Queues.Select(queue => (queue.Id, queue.Path, queue.ValueTypes.Count)), known.Queues.Select(queue => (queue.Id, queue.Path, queue.ValueTypes.Count)));
        Assert.Equal(server.ExternalSystems, known.ExternalSystems);
        Assert.Equal(server.TimeZone, known.GetZone());
    }

    [Fact]
    public void It_goes_with_backups_and_exports()
    {
        Assert.True(InstallationFiles.IsConfiguration(ServerSnapshot.FileName));
        Assert.True(InstallationFiles.IsExported(ServerSnapshot.FileName));
        Assert.False(InstallationFiles.IsProgram(ServerSnapshot.FileName));
    }

    [Fact]
    public void A_damaged_file_is_told_with_the_remedy_and_written_anew_by_who_reaches_the_server()
    {
        using var folder = new TemporaryFolder();
        using var server = new CloudLinkServer();
        folder.Write(ServerSnapshot.FileName, "[{");

        var error = Assert.Throws<XlinkException>(() => ServerSnapshot.Get(folder.Path, "WFM"));
        ServerSnapshot.Of("WFM", server).Save(folder.Path);

        Assert.Equal(("ServerSnapshotDamaged", folder[ServerSnapshot.FileName]), (error.ErrorId, error.FilePath));
        Assert.Equal("WFM", ServerSnapshot.Get(folder.Path, "WFM").ServerEntry);
    }
}
