using System.Collections.Generic;
using System.Linq;
using Xlink.Sources;

namespace Xlink.Targets.DatabaseIntegration;

/// <summary>A sum over series of one external system, each times a number.</summary>
internal sealed class MappedSum
{
    private readonly Dictionary<SourceSeries, double> factors = [];

    /// <summary>Makes the sum of the metrics of a mapping; a metric that stands in it twice counts twice.</summary>
    internal MappedSum(IEnumerable<SourceSeries> series, IEnumerable<double> numbers)
    {
        foreach (var (found, number) in series.Zip(numbers, (found, number) => (found, number)))
        {
            factors[found] = factors.TryGetValue(found, out var before) ? before + number : number;
        }

        foreach (var unused in factors.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToList())
        {
            factors.Remove(unused);
        }
    }

    /// <summary>The series and what each counts times.</summary>
    internal IReadOnlyDictionary<SourceSeries, double> Factors => factors;

    /// <summary>Whether another sum comes to the same.</summary>
    internal bool Is(MappedSum other)
        => factors.Count == other.factors.Count && factors.All(pair => other.factors.TryGetValue(pair.Key, out var factor) && factor == pair.Value);
}
