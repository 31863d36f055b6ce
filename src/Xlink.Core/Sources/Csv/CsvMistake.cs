using System.Runtime.InteropServices;

namespace Xlink.Sources.Csv;

/// <summary>What is wrong with a field.</summary>
/// <param name="Column">Its column, counted from 1.</param>
/// <param name="Reason">The kind of mistake.</param>
/// <param name="Message">Name of the message; it takes the field, the column, its name and the key.</param>
/// <param name="Key">The key that says what the field should be; for messages that name one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CsvMistake(int Column, SkipReason Reason, string Message, string? Key = null);
