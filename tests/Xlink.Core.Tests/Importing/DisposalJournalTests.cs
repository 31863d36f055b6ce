using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Xlink.Importing;
using Xlink.Sources;

namespace Xlink.Core.Tests.Importing;

/// <summary>What an import that was killed while it moved its files leaves for the next one.</summary>
public sealed class DisposalJournalTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<string> log = [];

    private string JournalPath => this.folder[DisposalJournal.FileName];

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Finishes_what_was_begun_and_leaves_nothing_behind()
    {
        var moved = MakeFile("moved.csv");
        var waiting = MakeFile("waiting.csv");
        var deleted = MakeFile("deleted.csv", target: null);
        WriteJournal(moved, waiting, deleted);
        File.Move(moved.Path, moved.Target!);

        var outcomes = DisposalJournal.Load(this.folder.Path, log.Add).Complete([]);

        Assert.Equal([SourceFileAction.Move, SourceFileAction.Move, SourceFileAction.Delete], outcomes.Select(outcome => outcome.Action));
        Assert.Equal(["moved.csv", "waiting.csv"], Names("done"));
        Assert.Empty(Names("acd"));
        Assert.False(File.Exists(JournalPath));
        Assert.Equal(3, log.Count);
    }

    [Fact]
    public void A_copy_to_another_volume_that_was_complete_is_not_made_twice()
    {
        var file = MakeFile("calls.csv");
        WriteJournal(file);
        File.Copy(file.Path, file.Target!);
        File.SetLastWriteTimeUtc(file.Target!, file.LastWriteTimeUtc);

        DisposalJournal.Load(this.folder.Path, log.Add).Complete([]);

        Assert.Equal(["calls.csv"], Names("done"));
        Assert.Empty(Names("acd"));
    }

    [Fact]
    public void A_file_that_was_written_again_is_read_again()
    {
        var file = MakeFile("calls.csv");
        WriteJournal(file);
        File.AppendAllText(file.Path, "more");

        var journal = DisposalJournal.Load(this.folder.Path, log.Add);
        journal.Complete([]);

        Assert.Equal(["calls.csv"], Names("acd"));
        Assert.Empty(journal.Paths);
    }

    [Fact]
    public void A_file_that_cannot_be_moved_is_not_read_again_and_is_moved_later()
    {
        var file = MakeFile("calls.csv");
        Directory.Move(this.folder["done"], this.folder["away"]);

        var journal = DisposalJournal.Load(this.folder.Path, log.Add);
        Assert.Equal(SourceFileAction.Leave, journal.Complete([file]).Single().Action);

        Assert.Equal([file.Path], DisposalJournal.Load(this.folder.Path, log.Add).Paths);
        Directory.Move(this.folder["away"], this.folder["done"]);
        DisposalJournal.Load(this.folder.Path, log.Add).Complete([]);
        Assert.Equal(["calls.csv"], Names("done"));
    }

    [Fact]
    public void A_folder_that_is_away_has_not_lost_its_files()
    {
        var file = MakeFile("calls.csv");
        WriteJournal(file);
        Directory.Move(this.folder["acd"], this.folder["away"]);

        DisposalJournal.Load(this.folder.Path, log.Add).Complete([]);

        Assert.Equal([file.Path], DisposalJournal.Load(this.folder.Path, log.Add).Paths);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{}]")]
    [InlineData("[{\"path\":\"a\"")]
    public void A_journal_that_cannot_be_read_stops_the_import_and_says_what_to_do(string content)
    {
        File.WriteAllText(JournalPath, content);

        var error = Assert.Throws<XlinkException>(() => DisposalJournal.Load(this.folder.Path, log.Add));

        Assert.Equal(("ImportJournalDamaged", JournalPath), (error.ErrorId, error.FilePath));
    }

    private PendingDisposal MakeFile(string name, string? target = "done")
    {
        Directory.CreateDirectory(this.folder["done"]);
        var file = new FileInfo(this.folder.Write("acd/" + name, name)) { LastWriteTimeUtc = new DateTime(2014, 12, 24, 1, 2, 3, DateTimeKind.Utc) };
        return new PendingDisposal(file.FullName, file.Length, file.LastWriteTimeUtc, target is null ? null : this.folder[target + "/" + name]);
    }

    private void WriteJournal(params PendingDisposal[] files)
        => File.WriteAllBytes(JournalPath, JsonSerializer.SerializeToUtf8Bytes([.. files], DisposalJson.Default.ListPendingDisposal));

    private string[] Names(string name) => [.. Directory.GetFiles(this.folder[name]).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
}
