using System;
using System.Runtime.InteropServices;
using Xlink.Services;

namespace Xlink.Logging;

/// <summary>
/// The log "Application" of Windows' event log, under the service's name. No message file is registered: Windows shows the text itself below
/// a line that says so.
/// </summary>
internal sealed class WindowsEventLog : ISystemLog
{
    private const int LongestText = 30_000;
    private const uint EventId = 1;
    private const ushort ErrorType = 1;
    private const ushort WarningType = 2;
    private const ushort InformationType = 4;

    /// <inheritdoc/>
    public void Write(LogLevel level, string text)
    {
        var source = RegisterEventSource(null, XlinkService.Name);
        if (source == IntPtr.Zero)
        {
            return;
        }

        try
        {
            string[] texts = [text.Length > LongestText ? text.Substring(0, LongestText) : text];
            var type = level switch { LogLevel.Error => ErrorType, LogLevel.Warning => WarningType, _ => InformationType };
            _ = ReportEvent(source, type, 0, EventId, IntPtr.Zero, (ushort)texts.Length, 0, texts, IntPtr.Zero);
        }
        finally
        {
            _ = DeregisterEventSource(source);
        }
    }

#pragma warning disable SYSLIB1054 // .NET Standard has no generated P/Invokes.
    [DllImport("advapi32", EntryPoint = "RegisterEventSourceW", CharSet = CharSet.Unicode, SetLastError = true)]
    private static extern IntPtr RegisterEventSource(string? server, string source);

    [DllImport("advapi32", EntryPoint = "ReportEventW", CharSet = CharSet.Unicode, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool ReportEvent(
        IntPtr source, ushort type, ushort category, uint eventId, IntPtr user, ushort textCount, uint dataLength, string[] texts, IntPtr data);

    [DllImport("advapi32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool DeregisterEventSource(IntPtr source);
#pragma warning restore SYSLIB1054
}
