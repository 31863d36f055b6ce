using System;
using System.Collections.Generic;

namespace Xlink.Odbc;

/// <summary>One record of what driver and driver manager say about a call.</summary>
/// <param name="SqlState">The five characters of the standard: <c>28000</c> is a refused login.</param>
/// <param name="Text">What they say, with the parts that said it in brackets.</param>
internal sealed record OdbcDiagnostic(string SqlState, string Text)
{
    // A driver that never ends its list must not hold up an import.
    private const short MaximumRecords = 20;
    private const short TextSize = 2048;

    /// <summary>State and text.</summary>
    public override string ToString() => "[" + SqlState + "] " + Text;

    /// <summary>All records about the last call on a handle.</summary>
    internal static unsafe IReadOnlyList<OdbcDiagnostic> Read(OdbcLibrary library, OdbcHandle handle)
    {
        var records = new List<OdbcDiagnostic>();
        var state = stackalloc char[6];
        var text = stackalloc char[TextSize];
        for (short number = 1; number <= MaximumRecords; number++)
        {
            var code = library.GetDiagnosticRecord(handle.Type, handle, number, state, out _, text, TextSize, out var length);
            if (!OdbcCode.IsSuccess(code))
            {
                break;
            }

            // A cut text says how long it would have been.
            var read = new string(text, 0, Math.Max((short)0, Math.Min(length, (short)(TextSize - 1)))).TrimEnd('\0', '\r', '\n', ' ');
            records.Add(new OdbcDiagnostic(new string(state, 0, 5).TrimEnd('\0'), read));
        }

        return records;
    }
}
