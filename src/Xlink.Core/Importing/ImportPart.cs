using System.Runtime.InteropServices;

namespace Xlink.Importing;

/// <summary>Some days of an import's range that are read, computed and uploaded together.</summary>
/// <param name="FirstDay">The first, counted from the first of the range.</param>
/// <param name="Days">How many.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ImportPart(int FirstDay, int Days)
{
    /// <summary>The last day, counted from the first of the range.</summary>
    internal int LastDay => FirstDay + Days - 1;
}
