using System;
using System.IO;
using System.Linq;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Targets;

/// <summary>Values that are checked and passed on as they travel, beside the same values read one by one.</summary>
public sealed class PackedValuesTests
{
    private const int NoData = DayVector.NoData;

    [Fact]
    public void Values_of_every_length_in_every_order_are_passed_on_as_they_are()
    {
        var random = new Random(4711);
        int[] limits = [0, 63, 64, 8191, 8192, 1_048_575, 1_048_576, 21_474_836];
        for (var round = 0; round < 5_000; round++)
        {
            // Mostly values of one to three bytes, and now and then something that has to be looked at.
            var hasLong = random.Next(4) == 0;
            var values = Enumerable.Range(0, random.Next(0, 100))
                .Select(_ => hasLong && random.Next(50) == 0 ? NoData : 100 * (random.Next(2) == 0 ? 1 : -1) * limits[random.Next(hasLong ? limits.Length : 5)])
                .ToArray();

            var vector = Read(DayVectorsFormat.Write(Upload(values, [700])), out var isWhole);

            Assert.True(isWhole);
            Assert.Equal((values.Length, values.Count(value => value != NoData)), (vector.Count, vector.WithData));
            Assert.Equal(PackedValues.Pack(values), vector.Packed.ToArray());
            Assert.Equal(values, vector.Values);
        }
    }

    [Theory]
    [InlineData("0103" + "C901", new[] { 1, 100 })]
    [InlineData("01C901" + "C901", new[] { 100, 100 })]
    [InlineData("02" + "0001" + "0001", new[] { NoData, NoData })]
    [InlineData("01" + "0002", new[] { NoData, NoData })]
    public void The_same_values_in_other_bytes_become_the_bytes_that_are_always_written(string hexadecimal, int[] values)
    {
        byte[] written = [.. DayVectorsFormat.Write(Upload(values))];
        var header = written.AsSpan(0, written.Length - PackedValues.Pack(values).Length);

        byte[] bytes = [.. header, .. Convert.FromHexString(hexadecimal)];

        var vector = Read(bytes, out var isWhole);

        Assert.Equal(PackedValues.Pack(values), vector.Packed.ToArray());
        Assert.Equal(Convert.FromHexString(hexadecimal).SequenceEqual(PackedValues.Pack(values)), isWhole);
        Assert.Equal(values, vector.Values);
    }

    [Fact]
    public void Changed_bytes_say_the_same_whether_they_are_passed_on_or_read_one_by_one()
    {
        var random = new Random(42);
        var values = Enumerable.Range(0, 40).Select(i => i * 700).ToArray();
        byte[] good = [.. DayVectorsFormat.Write(Upload(values))];
        var start = good.Length - PackedValues.Pack(values).Length;
        var (passed, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                bytes[random.Next(start, bytes.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : random.Next(2) * 0x80);
            }

            var alone = Try(() => PackedValues.Read(bytes.AsSpan(start)));
            var expected = alone?.Length == values.Length ? alone : null;
            var actual = Try(() => Read(bytes, out _).Values);

            Assert.Equal(expected, actual);
            (passed, refused) = actual is null ? (passed, refused + 1) : (passed + 1, refused);
        }

        Assert.True(passed > 100 && refused > 100, $"{passed} {refused}");
    }

    private static int[]? Try(Func<int[]> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static PackedDayVector Read(ReadOnlyMemory<byte> bytes, out bool isWhole)
    {
        var upload = DayVectorsFormat.ReadPacked(bytes, int.MaxValue);
        isWhole = !upload.Bytes.IsEmpty;
        Assert.All(upload.Vectors, vector => Assert.Equal(PackedValues.Pack(vector.Values), vector.Packed.ToArray()));
        return upload.Vectors[0];
    }

    private static CallDataUpload Upload(params int[][] vectors) => new()
    {
        ExternalSystem = "CSV",
        Vectors = [.. vectors.Select(values => new DayVector { QueueId = 3, ValueTypeId = 1001, Day = new(2014, 12, 23), IntervalMinutes = 15, Values = values })],
    };
}
