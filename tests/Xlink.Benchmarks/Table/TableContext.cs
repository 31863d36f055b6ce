using System;
using System.Globalization;
using System.IO;

namespace Xlink.Benchmarks.Table;

/// <summary>What the rows of the table share.</summary>
/// <param name="Output">Where they tell what they do.</param>
/// <param name="Folder">For their files; it is deleted at the end.</param>
/// <param name="Peers">Where peers are installed; it stays.</param>
/// <param name="Runs">How often each way runs; the best run counts.</param>
/// <param name="Scale">What part of the work is done: 1 is all of it.</param>
internal sealed record TableContext(TextWriter Output, string Folder, string Peers, int Runs, double Scale)
{
    /// <summary>A part of a number of things, but at least one.</summary>
    public int Scaled(int count) => Math.Max(1, (int)(count * Scale));

    /// <summary>A new folder for files.</summary>
    public string CreateFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Says what was measured.</summary>
    public void Report(string way, double seconds, string rest = "")
        => Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    {way,-44} {seconds,8:0.0000} s  {rest}"));

    /// <summary>Says what came out of a way.</summary>
    public void Report(string way, WayResult result)
        => Report(way, result.Best, string.Create(CultureInfo.InvariantCulture, $"first run {result.First:0.000} s, {result.PeakMegabytes:N0} MB"));
}
