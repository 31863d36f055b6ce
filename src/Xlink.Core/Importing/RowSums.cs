using System.Runtime.InteropServices;

namespace Xlink.Importing;

/// <summary>What rows of one series and interval come to.</summary>
/// <param name="Sum">The sum of their values, in millionths.</param>
/// <param name="WeightedSum">The sum of value × weight.</param>
/// <param name="Weights">The sum of their weights.</param>
/// <param name="Rows">How many they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowSums(long Sum, long WeightedSum, long Weights, int Rows);
