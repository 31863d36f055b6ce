using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using Xlink.Targets.Comparison;

namespace Xlink.Core.Tests.Targets.Comparison;

/// <summary>A side of a comparison with the values that a test gives it.</summary>
internal sealed class FakeSide(string zone = "Europe/Berlin") : IComparisonSide
{
    private readonly List<(string Queue, ComparedValue Value)> values = [];

    public string Name => "fake";

    public DateTimeZone TimeZone { get; } = DateTimeZoneProviders.Tzdb[zone];

    /// <summary>Adds a value.</summary>
    /// <param name="start">When it begins, with its offset from UTC.</param>
    internal FakeSide With(string queue, string valueType, string start, decimal value, decimal rounding = 0, int? minutes = 15)
    {
        values.Add((queue, new ComparedValue
        {
            ValueType = valueType,
            Start = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture),
            Duration = minutes is { } length ? TimeSpan.FromMinutes(length) : null,
            Value = value,
            Rounding = rounding,
        }));
        return this;
    }

    public Task<IReadOnlyList<string>> GetQueuesAsync(LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<string>>([.. values.Select(value => value.Queue).Distinct()]);

    public Task<IReadOnlyList<ComparedValue>> ReadAsync(string queue, LocalDate first, LocalDate last, CancellationToken cancellationToken)
        => Task.FromResult<IReadOnlyList<ComparedValue>>(
        [
            .. values.Where(value => string.Equals(value.Queue, queue, StringComparison.OrdinalIgnoreCase))
                .Select(value => value.Value)
                .Where(value => LocalDate.FromDateTime(value.Start.DateTime) is var day && day >= first && day <= last),
        ]);
}
