using System;
using System.IO;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Targets;

public sealed class DayVectorsFormatTests
{
    private const int NoData = DayVector.NoData;

    [Fact]
    public void The_example_of_the_document_is_what_is_written()
    {
        // 0, 1 and -1 call, three intervals without data, and a number that is no multiple of 100 in a vector of its own.
        var upload = new CallDataUpload
        {
            ExternalSystem = "CSV",
            Vectors = [Vector([0, 100, -100, NoData, NoData, NoData]), Vector([150])],
        };

        var bytes = DayVectorsFormat.Write(upload);

        Assert.Equal(
            "584C445601000343535602" +
            "03000000E903000000000000DE070C170F000000060002" + "0103020003" +
            "03000000E903000000000000DE070C170F000000010001" + "AD02",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void Whatever_an_upload_says_is_read_back()
        => Prop.ForAll(Uploads.ToArbitrary(), upload => AssertSame(upload, Read(DayVectorsFormat.Write(upload)))).QuickCheckThrowOnFailure();

    [Fact]
    public void The_greatest_and_smallest_of_everything_is_read_back()
    {
        var upload = new CallDataUpload
        {
            ExternalSystem = "Störung 💬",
            WriteAlways = true,
            Vectors =
            [
                Vector([int.MaxValue, int.MinValue + 1, 0, NoData, 1, -1]) with { QueueId = int.MinValue, ValueTypeId = int.MaxValue, Version = -1, IntervalMinutes = -15 },
                Vector([2_147_483_600, -2_147_483_600]) with { Day = new(-9998, 1, 1) },
                Vector([]) with { Day = new(9999, 12, 31) },
                Vector(Enumerable.Repeat(NoData, 1500).ToArray()) with { Day = new(2024, 2, 29) },
            ],
        };

        AssertSame(upload, Read(DayVectorsFormat.Write(upload)));
    }

    [Fact]
    public void A_day_longer_than_any_is_not_written()
        => Assert.Throws<ArgumentException>(() => DayVectorsFormat.Write(new() { ExternalSystem = "CSV", Vectors = [Vector(new int[1501])] }));

    [Fact]
    public void A_body_that_breaks_off_anywhere_or_goes_on_is_refused()
    {
        byte[] bytes = [.. DayVectorsFormat.Write(new() { ExternalSystem = "CSV", Vectors = [Vector([100, NoData, 123_456]), Vector([1, 2, NoData])] })];

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => Read(bytes.AsSpan(0, length)));
        }

        Assert.Throws<InvalidDataException>(() => Read([.. bytes, 0]));
    }

    [Fact]
    public void Changed_bytes_are_read_as_a_day_or_refused_and_nothing_else()
    {
        byte[] bytes = [.. DayVectorsFormat.Write(new() { ExternalSystem = "CSV", Vectors = [Vector([100, NoData, 123_456, 0]), Vector([1, 2, NoData, NoData])] })];
        var random = new Random(4711);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 20_000; round++)
        {
            var changed = (byte[])bytes.Clone();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                var upload = Read(changed);
                read++;
                Assert.All(upload.Vectors, vector => Assert.InRange(vector.Values.Length, 0, 1500));
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 100, $"{read} {refused}");
    }

    [Theory]
    [InlineData("", "breaks off")]
    [InlineData("7B22657874657200", "do not begin")]
    [InlineData("584C44560200", "version 2")]
    [InlineData("584C44560102", "flag")]
    [InlineData("584C4456010001FF00", "UTF-8")]
    [InlineData("584C44560100FFFFFFFF0F", "breaks off")]
    [InlineData("584C44560100FFFFFFFF1F", "longer")]
    [InlineData("584C445601008000", "longer")]
    [InlineData("584C44560100034353560100", "cannot have 1 vectors")]
    [InlineData("584C445601000343535602" + "03000000E903000000000000DE070D170F000000000001", "cannot have 2 vectors")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070D170F000000000001", "no day")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000E707021D0F000000000001", "no day")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000DD0501", "1500")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000000003", "scale")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000020001" + "0000", "run")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000020001" + "0003", "run")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000010002" + "FFFFFFFF0F", "32 bits")]
    [InlineData("584C445601000343535601" + "03000000E903000000000000DE070C170F000000010001" + "0101", "behind")]
    public void What_is_wrong_is_told(string hexadecimal, string reason)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read(Convert.FromHexString(hexadecimal)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Few_bytes_do_not_become_any_number_of_values()
    {
        var bytes = DayVectorsFormat.Write(new() { ExternalSystem = "CSV", Vectors = [.. Enumerable.Repeat(Vector(Enumerable.Repeat(NoData, 1000).ToArray()), 10)] });

        Assert.Throws<InvalidDataException>(() => DayVectorsFormat.Read(bytes, maximumValues: 9_999));
        Assert.Equal(10, DayVectorsFormat.Read(bytes, maximumValues: 10_000).Vectors.Count);
    }

    private static Gen<CallDataUpload> Uploads { get; } =
        from name in ArbMap.Default.GeneratorFor<NonNull<string>>().Where(name => !name.Get.Any(char.IsSurrogate))
        from writeAlways in ArbMap.Default.GeneratorFor<bool>()
        from vectors in Gen.ListOf(Vectors)
        select new CallDataUpload { ExternalSystem = name.Get, WriteAlways = writeAlways, Vectors = [.. vectors] };

    private static Gen<int> Values { get; } = Gen.Frequency(
        (3, Gen.Constant(NoData)),
        (4, Gen.Choose(0, 500).Select(value => value * 100)),
        (1, Gen.Choose(-1_000_000, 1_000_000)),
        (1, ArbMap.Default.GeneratorFor<int>().Select(value => value * 65_537)));

    private static Gen<DayVector> Vectors
        => from values in Gen.ArrayOf(Values)
           from ids in Gen.ArrayOf(ArbMap.Default.GeneratorFor<int>(), 4)
           from day in Gen.Choose(-1_000_000, 1_000_000)
           select new DayVector
           {
               QueueId = ids[0],
               ValueTypeId = ids[1],
               Version = ids[2],
               Day = new LocalDate(2014, 12, 23).PlusDays(day),
               IntervalMinutes = ids[3],
               Values = values,
           };

    private static DayVector Vector(int[] values)
        => new() { QueueId = 3, ValueTypeId = 1001, Day = new(2014, 12, 23), IntervalMinutes = 15, Values = values };

    private static CallDataUpload Read(ReadOnlySpan<byte> bytes) => DayVectorsFormat.Read(bytes, int.MaxValue);

    private static void AssertSame(CallDataUpload expected, CallDataUpload actual)
    {
        Assert.Equal((expected.ExternalSystem, expected.WriteAlways), (actual.ExternalSystem, actual.WriteAlways));
        Assert.Equal(expected.Vectors.Select(Key), actual.Vectors.Select(Key));
        Assert.All(expected.Vectors.Zip(actual.Vectors), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
    }

    private static (int Queue, int ValueType, int Version, LocalDate Day, int Minutes) Key(DayVector vector)
        => (vector.QueueId, vector.ValueTypeId, vector.Version, vector.Day, vector.IntervalMinutes);
}
