using System;
using System.Runtime.InteropServices;

namespace Xlink.Services.Windows;

/// <summary>
/// The right 'Log on as a service' of this computer. A service's account needs it, and the service manager does not ask for it before the service starts;
/// Windows' own window of services grants it with the account, and so is done here.
/// </summary>
internal static class ServiceLogonRight
{
    private const string Right = "SeServiceLogonRight";
    private const string Library = "advapi32";
    private const int CreateAccount = 0x10; // POLICY_CREATE_ACCOUNT
    private const int LookupNames = 0x800; // POLICY_LOOKUP_NAMES
    private const int LongestSid = 68; // SECURITY_MAX_SID_SIZE
    private const int LongestDomain = 256;

    /// <summary>Grants the right; an account that has it keeps it.</summary>
    /// <param name="account"><c>DOMAIN\user</c>, <c>.\user</c> or <c>user@domain</c>.</param>
    /// <returns>Windows' code of the failure, 0 if there is none.</returns>
    internal static int Grant(string account)
    {
        var sid = new byte[LongestSid];
        var (sidLength, domainLength) = (sid.Length, LongestDomain);
        if (!LookupAccountName(system: null, FullName(account), sid, ref sidLength, new char[LongestDomain], ref domainLength, out _))
        {
            return Marshal.GetLastWin32Error();
        }

        var attributes = default(ObjectAttributes);
        var status = LsaOpenPolicy(IntPtr.Zero, ref attributes, CreateAccount | LookupNames, out var policy);
        if (status != 0)
        {
            return LsaNtStatusToWinError(status);
        }

        try
        {
            var right = new UnicodeString { Length = (ushort)(Right.Length * sizeof(char)), MaximumLength = (ushort)((Right.Length + 1) * sizeof(char)), Text = Right };
            return LsaNtStatusToWinError(LsaAddAccountRights(policy, sid, ref right, count: 1));
        }
        finally
        {
            _ = LsaClose(policy);
        }
    }

    /// <summary>The name of an account of this computer as it is looked up by: there a dot stands for nothing.</summary>
    internal static string FullName(string account)
        => account.StartsWith(".\\", StringComparison.Ordinal) ? Environment.MachineName + account.Substring(1) : account;

#pragma warning disable SYSLIB1054 // .NET Standard has no generated P/Invokes.
    [DllImport(Library, EntryPoint = "LookupAccountNameW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool LookupAccountName(
        string? system, string account, [Out] byte[] sid, ref int sidLength, [Out] char[] domain, ref int domainLength, out int kind);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int LsaOpenPolicy(IntPtr system, ref ObjectAttributes attributes, int access, out IntPtr policy);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int LsaAddAccountRights(IntPtr policy, byte[] sid, ref UnicodeString right, int count);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int LsaClose(IntPtr policy);

    [DllImport(Library, ExactSpelling = true)]
    private static extern int LsaNtStatusToWinError(int status);
#pragma warning restore SYSLIB1054

    [StructLayout(LayoutKind.Sequential)]
    private struct ObjectAttributes
    {
        internal int Length;
        internal IntPtr RootDirectory;
        internal IntPtr ObjectName;
        internal int Attributes;
        internal IntPtr SecurityDescriptor;
        internal IntPtr SecurityQualityOfService;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct UnicodeString
    {
        internal ushort Length;
        internal ushort MaximumLength;
        [MarshalAs(UnmanagedType.LPWStr)]
        internal string Text;
    }
}
