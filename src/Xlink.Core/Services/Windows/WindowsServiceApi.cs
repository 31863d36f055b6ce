using System;
using System.Runtime.InteropServices;

namespace Xlink.Services.Windows;

/// <summary>The part of <c>advapi32</c> that installs, controls and hosts services. Names and numbers are those of <c>winsvc.h</c>.</summary>
internal static class WindowsServiceApi
{
    internal const int ManagerConnect = 0x1;
    internal const int ManagerCreate = 0x2;
    internal const int ServiceAllAccess = 0xF01FF;
    internal const int ServiceQuery = 0x5; // SERVICE_QUERY_CONFIG, SERVICE_QUERY_STATUS
    internal const int OwnProcess = 0x10;
    internal const int AutoStart = 2;
    internal const int DemandStart = 3;
    internal const int Disabled = 4;
    internal const int ErrorNormal = 1;
    internal const int NoChange = -1;
    internal const int ConfigDescription = 1;
    internal const int ConfigFailureActions = 2;
    internal const int ConfigFailureActionsFlag = 4;
    internal const int ConfigServiceSid = 5;
    internal const int ServiceSidUnrestricted = 1;
    internal const int ActionRestart = 1;
    internal const int ControlStop = 1;
    internal const int ControlInterrogate = 4;
    internal const int ControlShutdown = 5;
    internal const int AcceptStop = 0x1;
    internal const int AcceptShutdown = 0x4;
    internal const int Stopped = 1;
    internal const int StartPending = 2;
    internal const int StopPending = 3;
    internal const int Running = 4;

    internal const int ErrorAccessDenied = 5;
    internal const int ErrorCallNotImplemented = 120;
    internal const int ErrorInvalidLevel = 124;
    internal const int ErrorServiceAlreadyRunning = 1056;
    internal const int ErrorServiceDoesNotExist = 1060;
    internal const int ErrorServiceNotActive = 1062;
    internal const int ErrorNotStartedAsService = 1063;
    internal const int ErrorServiceSpecific = 1066;
    internal const int ErrorLogonFailed = 1069;
    internal const int ErrorInvalidAccount = 1057; // ERROR_INVALID_SERVICE_ACCOUNT
    internal const int ErrorMarkedForDeletion = 1072;
    internal const int ErrorNeverStarted = 1077;

    private const string Library = "advapi32";

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate void ServiceMain(int argumentCount, IntPtr arguments);

    [UnmanagedFunctionPointer(CallingConvention.Winapi)]
    internal delegate int ServiceHandler(int control, int eventType, IntPtr eventData, IntPtr context);

    [DllImport(Library, EntryPoint = "OpenSCManagerW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    internal static extern ServiceManagerHandle OpenSCManager(string? computer, string? database, int access);

    [DllImport(Library, EntryPoint = "OpenServiceW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    internal static extern ServiceManagerHandle OpenService(ServiceManagerHandle manager, string name, int access);

    [DllImport(Library, EntryPoint = "CreateServiceW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    internal static extern ServiceManagerHandle CreateService(
        ServiceManagerHandle manager, string name, string displayName, int access, int type, int startType, int errorControl, string commandLine,
        string? group, IntPtr tag, string? dependencies, string? account, string? password);

    [DllImport(Library, EntryPoint = "ChangeServiceConfigW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool ChangeServiceConfig(
        ServiceManagerHandle service, int type, int startType, int errorControl, string commandLine,
        string? group, IntPtr tag, string? dependencies, string? account, string? password, string? displayName);

    [DllImport(Library, EntryPoint = "ChangeServiceConfig2W", SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool ChangeServiceConfig2(ServiceManagerHandle service, int level, IntPtr info);

    [DllImport(Library, EntryPoint = "QueryServiceConfigW", SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool QueryServiceConfig(ServiceManagerHandle service, IntPtr config, int size, out int needed);

    [DllImport(Library, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool QueryServiceStatusEx(ServiceManagerHandle service, int level, out ServiceProcessStatus status, int size, out int needed);

    [DllImport(Library, EntryPoint = "StartServiceW", SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool StartService(ServiceManagerHandle service, int argumentCount, IntPtr arguments);

    [DllImport(Library, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool ControlService(ServiceManagerHandle service, int control, out ServiceStatus status);

    [DllImport(Library, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool DeleteService(ServiceManagerHandle service);

    [DllImport(Library, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool CloseServiceHandle(IntPtr handle);

    [DllImport(Library, EntryPoint = "StartServiceCtrlDispatcherW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool StartServiceCtrlDispatcher([In] ServiceTableEntry[] table);

    [DllImport(Library, EntryPoint = "RegisterServiceCtrlHandlerExW", SetLastError = true, CharSet = CharSet.Unicode, ExactSpelling = true)]
    internal static extern IntPtr RegisterServiceCtrlHandlerEx(string name, ServiceHandler handler, IntPtr context);

    [DllImport(Library, SetLastError = true, ExactSpelling = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    internal static extern bool SetServiceStatus(IntPtr status, ref ServiceStatus newStatus);

    [StructLayout(LayoutKind.Sequential)]
    internal struct ServiceStatus
    {
        internal int Type;
        internal int State;
        internal int AcceptedControls;
        internal int ExitCode;
        internal int ServiceExitCode;
        internal int CheckPoint;
        internal int WaitHint;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ServiceProcessStatus
    {
        internal ServiceStatus Status;
        internal int ProcessId;
        internal int Flags;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ServiceConfig
    {
        internal int Type;
        internal int StartType;
        internal int ErrorControl;
        internal IntPtr CommandLine;
        internal IntPtr Group;
        internal int Tag;
        internal IntPtr Dependencies;
        internal IntPtr Account;
        internal IntPtr DisplayName;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct FailureActions
    {
        internal int ResetSeconds;
        internal IntPtr RebootMessage;
        internal IntPtr Command;
        internal int ActionCount;
        internal IntPtr Actions;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct FailureAction
    {
        internal int Type;
        internal int DelayMilliseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct ServiceTableEntry
    {
        [MarshalAs(UnmanagedType.LPWStr)]
        internal string? Name;
        internal IntPtr Main;
    }
}
