using System.Runtime.InteropServices;

namespace Xlink.Importing;

/// <summary>The share of an import's progress that one of its steps has.</summary>
/// <param name="Start">Where it begins, 0 to 1.</param>
/// <param name="Length">How much of the whole it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ProgressShare(double Start, double Length)
{
    /// <summary>The whole import.</summary>
    internal static ProgressShare Whole { get; } = new(0, 1);

    /// <summary>One of several equal parts.</summary>
    internal ProgressShare Part(int index, int count) => new(Start + (Length * index / count), Length / count);

    /// <summary>The part between two fractions of this share.</summary>
    internal ProgressShare Between(double from, double to) => new(At(from), Length * (to - from));

    /// <summary>How far the import is when the step is that far.</summary>
    internal double At(double fraction) => Start + (Length * fraction);
}
