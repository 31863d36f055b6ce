using System.Runtime.InteropServices;

namespace Xlink.Sources.Universal;

/// <summary>How <see cref="DatabaseSums"/> are asked for; all forms come to the same.</summary>
/// <param name="IsInHalves">Whether the range is cut into halves, which several processors of the database can work at; see <see cref="DatabaseSums.SelectHalves"/>.</param>
/// <param name="AddsUpAll">Whether other queues are added up too and left out after that; see <see cref="DatabaseSums.SelectNamed"/>.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SumForm(bool IsInHalves, bool AddsUpAll);
