using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Files;

namespace Xlink.Core.Tests.Files;

public sealed class SpoolTests
{
    [Fact]
    public void Whatever_was_put_away_is_found_again_wherever_it_lies()
        => Prop.ForAll(Gen.Choose(0, 40).ListOf().SelectMany(lengths => Gen.Choose(1, 100).Select(limit => (lengths, limit))).ToArbitrary(), test =>
        {
            using var file = new MemoryStream();
            var opened = 0;
            var spool = new Spool(test.limit, () => opened++ == 0 ? file : throw new InvalidOperationException("A second file was opened."));

            var parts = Fill(spool, test.lengths);

            AssertFound(spool, parts);
            Assert.Equal(test.lengths.Sum(), spool.Length);

            // What stays in memory is no more than the limit, but one thing that is larger itself.
            Assert.InRange(spool.Length - file.Length, 0, Math.Max(test.limit, test.lengths.Append(0).Max()));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Without_room_for_a_file_the_rest_stays_in_memory(int writesThatSucceed)
    {
        using var file = new FullStream(writesThatSucceed);
        var spool = new Spool(50, () => file);

        var parts = Fill(spool, Enumerable.Repeat(20, 30));

        AssertFound(spool, parts);
        Assert.Equal(writesThatSucceed, file.WritesDone);
    }

    [Fact]
    public void Without_a_right_to_make_a_file_all_stays_in_memory()
    {
        var spool = new Spool(50, () => throw new UnauthorizedAccessException());

        AssertFound(spool, Fill(spool, Enumerable.Repeat(20, 30)));
    }

    [Fact]
    public void The_file_cannot_be_found_by_anybody_and_is_gone_when_it_is_closed()
    {
        string path;
        using (var file = PrivateFile.OpenUnnamed())
        {
            file.Write([1, 2, 3]);
            file.Position = 1;
            Assert.Equal(2, file.ReadByte());
            path = OperatingSystem.IsLinux() ? File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false)!.FullName : file.Name;
            Assert.False(OperatingSystem.IsLinux() && !path.EndsWith(" (deleted)", StringComparison.Ordinal), path);
        }

        Assert.False(File.Exists(path.Replace(" (deleted)", string.Empty, StringComparison.Ordinal)));
    }

    private static List<(long Position, byte[] Bytes)> Fill(Spool spool, IEnumerable<int> lengths)
    {
        var random = new Random(1);
        var parts = new List<(long Position, byte[] Bytes)>();
        foreach (var length in lengths)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            parts.Add((spool.Append(bytes), bytes));
        }

        return parts;
    }

    private static void AssertFound(Spool spool, List<(long Position, byte[] Bytes)> parts)
    {
        foreach (var (position, bytes) in Enumerable.Reverse(parts))
        {
            var found = new byte[bytes.Length];
            spool.Read(position, found);
            Assert.Equal(bytes, found);

            // And a piece of it.
            var piece = new byte[bytes.Length / 2];
            spool.Read(position + (bytes.Length - piece.Length), piece);
            Assert.Equal(bytes.AsSpan(bytes.Length - piece.Length).ToArray(), piece);
        }
    }

    /// <summary>A disk that becomes full in the middle of a write.</summary>
    private sealed class FullStream(int writes) : MemoryStream
    {
        internal int WritesDone { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (WritesDone == writes)
            {
                base.Write(buffer, offset, count / 2);
                throw new IOException("There is no space left.");
            }

            base.Write(buffer, offset, count);
            WritesDone++;
        }
    }
}
