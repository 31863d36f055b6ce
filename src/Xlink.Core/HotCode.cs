using System.Runtime.CompilerServices;

namespace Xlink;

/// <summary>Marks methods that run for every row of a file.</summary>
internal static class HotCode
{
    /// <summary>
    /// <c>MethodImplOptions.AggressiveOptimization</c>, which netstandard2.0 has no name for: compiled once and well. A short import would otherwise be over before the runtime
    /// has found out what is worth it: the first file of a process took twice as long.
    /// </summary>
    internal const MethodImplOptions Optimized = (MethodImplOptions)512;
}
