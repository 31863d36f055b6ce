using System.Runtime.InteropServices;

namespace Xlink.Processes;

/// <summary>What the C library of a Unix knows about processes and .NET Standard does not.</summary>
internal static class UnixProcess
{
    /// <summary>The signal that asks a process to end.</summary>
    internal const int Terminate = 15;

    /// <summary>Permissions of everybody but the owner: a mask that keeps new files private.</summary>
    internal const uint OthersMask = 0b111_111;

    /// <summary>The error number of the last failed call.</summary>
    internal static int LastError => Marshal.GetLastWin32Error();

    /// <summary>Whether this process may do everything.</summary>
    internal static bool IsRoot => UserId == 0;

    /// <summary>The user whose rights this process has.</summary>
    internal static int UserId => GetEffectiveUserId();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static extern int SendSignal(int processId, int signal);

    /// <summary>Takes permissions away from every file the process creates from now on.</summary>
    [DllImport("libc", EntryPoint = "umask")]
    internal static extern uint SetCreationMask(uint mask);

    /// <summary>Makes the process the leader of a session of its own, without a terminal.</summary>
    [DllImport("libc", EntryPoint = "setsid", SetLastError = true)]
    internal static extern int LeaveSession();

    [DllImport("libc", EntryPoint = "geteuid")]
    private static extern int GetEffectiveUserId();
}
