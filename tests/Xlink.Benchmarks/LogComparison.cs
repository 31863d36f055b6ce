using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Xlink.Logging;

namespace Xlink.Benchmarks;

/// <summary>
/// The logs of an installation – two that full files belong to – read back as entries in the order of time, beside <c>File.ReadLines</c>, which only
/// cuts the same files into lines. Both run in turns in one process; the ratio of the best runs counts.
/// </summary>
internal sealed class LogComparison(int linesPerFile, int runs)
{
    private static readonly string[] Names = [InstallationLog.Service, InstallationLog.Service + ".1", InstallationLog.Interface, InstallationLog.Interface + ".1"];

    public void Run(TextWriter output)
    {
        var folder = Directory.CreateTempSubdirectory("xlink-benchmark-");
        try
        {
            var time = new DateTime(2022, 3, 17, 0, 0, 0, DateTimeKind.Local);
            foreach (var name in Names)
            {
                Write(Path.Combine(folder.FullName, name), name.EndsWith('1') ? time : time.AddSeconds(linesPerFile));
            }

            var lines = (long)linesPerFile * Names.Length;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines:N0} lines, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}"));
            var (ours, theirs) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
            var (ourCount, theirCount) = (0L, 0L);
            for (var run = 0; run < runs; run++)
            {
                ours = BestRun.Shorter(ours, () => ourCount = ReadEntries(folder.FullName));
                theirs = BestRun.Shorter(theirs, () => theirCount = Names.Sum(name => File.ReadLines(Path.Combine(folder.FullName, name)).LongCount()));
            }

            if (ourCount != lines || theirCount != lines)
            {
                throw new InvalidOperationException("The two ways do not give the same lines.");
            }

            BestRun.Report(output, "Xlink", ours, lines);
            BestRun.Report(output, "File.ReadLines", theirs, lines);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio           {theirs / ours,8:0.00}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static long ReadEntries(string folder)
    {
        using var reader = InstallationLogReader.Open(folder, new());
        return reader.ReadToEnd().LongCount();
    }

    private void Write(string path, DateTime time)
    {
        using var writer = new StreamWriter(path);
        for (var line = 0; line < linesPerFile; line++)
        {
            writer.Write(time.AddSeconds(line).ToString("MM/dd/yy HH:mm:ss", CultureInfo.InvariantCulture));
            writer.Write(line % 10 == 0 ? " > Warning: " : " > ");
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CSV: {line} rows read, 0 skipped, 96 values written from 12/23/2014 on, 1 day(s)."));
        }
    }
}
