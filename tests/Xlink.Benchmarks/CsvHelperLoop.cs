using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using CsvHelper;

namespace Xlink.Benchmarks;

/// <summary>The loop that a C# programmer would write: the same CSV library, a dictionary of sums per queue and time.</summary>
internal static class CsvHelperLoop
{
    /// <summary>Reads a file and adds it up.</summary>
    /// <returns>The sum of all sums.</returns>
    internal static double Read(string path)
    {
        var sums = new Dictionary<(string Queue, DateTime Start), (double Offered, double Handled, double Aht)>();
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions { HasHeader = false, Separator = ';' });
        while (reader.Read())
        {
            var start = DateTime.ParseExact(
                reader.GetString(1) + " " + reader.GetString(2), "dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None);
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, (reader.GetString(0), start), out _);
            sum.Offered += reader.Parse<double>(3);
            sum.Handled += reader.Parse<double>(4);
            sum.Aht += reader.Parse<double>(5);
        }

        return sums.Values.Sum(sum => sum.Offered + sum.Handled + sum.Aht);
    }
}
