using System.Runtime.InteropServices;

namespace Xlink.Sources.Csv;

/// <summary>A column whose values are wanted.</summary>
/// <param name="Column">The column, counted from 1.</param>
/// <param name="Series">The series that its values belong to.</param>
/// <param name="IsAht">Whether it is the average handling time.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WantedColumn(int Column, int Series, bool IsAht);
