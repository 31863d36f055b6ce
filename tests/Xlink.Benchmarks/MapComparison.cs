using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Xlink.Configuration;
using Xlink.Mapping;

namespace Xlink.Benchmarks;

/// <summary>
/// A large <c>acd_map.ini</c> opened, one script in its middle changed, and saved; beside it a program that reads the file's bytes and takes each line
/// apart once, into numbers and names per target, and keeps nothing that it would need to write the file again. What the disk has of the time is told, too:
/// the bytes put in place of the file's, as saving does it.
/// </summary>
internal sealed class MapComparison(int mappings, int runs)
{
    /// <summary>Measures.</summary>
    /// <returns>The time of changing one as a multiple of that of reading once.</returns>
    public double Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-benchmark-");
        try
        {
            var path = Path.Combine(folder.FullName, AcdMap.FileName);
            File.WriteAllText(path, string.Concat(Enumerable.Range(0, mappings / 2).SelectMany(WriteTarget)));
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{mappings:N0} lines, {new FileInfo(path).Length / 1e6:N1} MB, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
            var (ours, plain, loading, replacing) = (TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue, TimeSpan.MaxValue);
            var bytes = File.ReadAllBytes(path);
            for (var run = 0; run < runs; run++)
            {
                ours = BestRun.Shorter(ours, () => ChangeOne(folder.FullName, run));
                replacing = BestRun.Shorter(replacing, () => ConfigurationFile.Write(path, bytes));
                plain = BestRun.Shorter(plain, () => Check(ReadPlainly(path)));
                loading = BestRun.Shorter(loading, () => Check(AcdMap.Load(folder.FullName).Mappings.Count));
            }

            BestRun.Report(output, "change one", ours, mappings);
            BestRun.Report(output, "open alone", loading, mappings);
            BestRun.Report(output, "replace alone", replacing, mappings);
            BestRun.Report(output, "read once", plain, mappings);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"change one / read once {ours / plain:0.00}"));
            return ours / plain;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static IEnumerable<string> WriteTarget(int i)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"iWFM R4 Hamburg:1:{1000 + (i / 3)}:{1001 + (i % 3)}");
        yield return string.Create(CultureInfo.InvariantCulture, $"{target}=InvisionAcd{i % 4}:Service {i / 3}:Calls {i % 3}\r\n");
        yield return string.Create(CultureInfo.InvariantCulture, $"{target}=${i + 1}.BAS\r\n");
    }

    private void Check(int targets)
    {
        if (targets != mappings / 2)
        {
            throw new InvalidOperationException("Not every line was read.");
        }
    }

    private void ChangeOne(string folder, int run)
    {
        var map = AcdMap.Load(folder);
        var i = mappings / 4;
        map.SetScript(new MappingTarget("iWFM R4 Hamburg", 1, 1000 + (i / 3), 1001 + (i % 3)), AcdMap.ScriptFileName(mappings + run));
        map.Save();
    }

    private static int ReadPlainly(string path)
    {
        var sources = new Dictionary<(string ServerEntry, int Parent, int Queue, int ValueType), List<string>>();
        foreach (var line in Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var left = line[..equals].Split(':');
            var target = (left[0], Number(left[1]), Number(left[2]), Number(left[3]));
            if (!sources.TryGetValue(target, out var list))
            {
                sources.Add(target, list = []);
            }

            list.Add(line[(equals + 1)..]);
        }

        return sources.Count;

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
    }
}
