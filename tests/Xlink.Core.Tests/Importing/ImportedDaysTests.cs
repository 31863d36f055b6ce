using System;
using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Xlink.Core.Tests.Sources.Csv;
using Xlink.Files;
using Xlink.Importing;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Sources.Csv;
using Xlink.Targets.Wfm;

namespace Xlink.Core.Tests.Importing;

public sealed class ImportedDaysTests : IDisposable
{
    private const int Targets = 5;
    private static readonly LocalDate First = new(2014, 10, 20);

    private readonly CsvImport csv = new();
    private readonly IReadOnlyList<MappedTarget> targets;

    public ImportedDaysTests()
    {
        var system = new PlannedSource("CSV", new CsvCallDataSource(csv.Settings));
        targets =
        [
            .. Enumerable.Range(0, Targets).Select(i => new MappedTarget
            {
                Queue = new WfmQueue { Id = i + 2, ParentId = 1, Name = $"Q{i}", Path = $"Q{i}", ValueTypes = [] },
                ValueType = new WfmValueType { Id = 1001, Name = "Calls" },
                Sources = [system.Want(SourcePath.Parse("CSV:UHD_DE_IN:CallsOffered"))],
                Script = Script.Default(1),
            }),
        ];
    }

    public void Dispose() => csv.Dispose();

    /// <summary>Days come in any order and more than once, with other targets each time, and sums that need more room than others.</summary>
    [Fact]
    public void The_days_of_any_import_are_the_same_in_memory_and_in_a_file()
    {
        var value = Gen.OneOf(Gen.Constant(DayVector.NoData), Gen.Choose(-500, 500), Gen.Choose(int.MinValue + 1, int.MaxValue));
        var written = Gen.Choose(0, 20).SelectMany(day => Gen.Choose(0, (1 << Targets) - 1).SelectMany(which => Gen.ArrayOf(value, 96 * Targets).Select(values => (Day: day, Which: which, Values: values))));

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(50), Prop.ForAll(written.ListOf().ToArbitrary(), test =>
        {
            var expected = new SortedDictionary<LocalDate, List<ImportedDay>>();
            var (inMemory, inFile) = (new ImportedDays("WFM"), new ImportedDays("WFM", new Spool(maximumInMemory: 1)));
            foreach (var (position, which, values) in test)
            {
                var day = First.PlusDays(position);
                var computed = Enumerable.Range(0, Targets).Where(i => (which & (1 << i)) != 0)
                    .Select(i => (targets[i], new ComputedDay(Vector(targets[i], day, values.AsSpan(96 * i, 96).ToArray()), []))).ToList();
                inMemory.Set(day, computed);
                inFile.Set(day, computed);
                expected[day] = [.. computed.Select(item => Describe(item.Item1, item.Item2.Vector))];
            }

            List<ImportedDay> all = [.. expected.Values.SelectMany(days => days)];
            foreach (var days in new[] { inMemory, inFile })
            {
                Assert.Equal(all, days);
                Assert.Equal(all.Count, days.Count);
                Assert.Equal(all, Enumerable.Range(0, all.Count).Select(i => days[i]));
                Assert.Throws<ArgumentOutOfRangeException>(() => days[all.Count]);
                Assert.Throws<ArgumentOutOfRangeException>(() => days[-1]);
            }
        }));
    }

    private static DayVector Vector(MappedTarget target, LocalDate day, int[] values)
        => new() { QueueId = target.Queue.Id, ValueTypeId = target.ValueType.Id, Day = day, IntervalMinutes = 15, Values = values };

    private static ImportedDay Describe(MappedTarget target, DayVector vector)
    {
        var values = vector.Values.Where(value => value != DayVector.NoData).ToList();
        return new ImportedDay
        {
            ServerEntry = "WFM",
            Queue = target.Queue.Path,
            ValueType = target.ValueType.Name,
            Day = vector.Day.ToDateTimeUnspecified(),
            Values = values.Count,
            Sum = values.Sum(value => (decimal)value) / 100,
        };
    }
}
