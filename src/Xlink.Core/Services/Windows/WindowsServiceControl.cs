using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;
using Xlink.Installation;

namespace Xlink.Services.Windows;

/// <summary>
/// The service <c>ISPS Xlink</c> of the Windows service manager: automatic start, Local System unless another account is given
/// [documented], restarted 10 s and then 60 s after a failure [our reading].
/// </summary>
public sealed class WindowsServiceControl : IServiceControl
{
    private const int PollMilliseconds = 200;
    private const int FailuresForgottenAfterSeconds = 24 * 60 * 60;
    private const string DefaultAccount = "LocalSystem";
    private const string Manager = "advapi32";

    private static readonly int[] RestartDelaysMilliseconds = [10_000, 60_000, 60_000];
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(180);

    /// <inheritdoc/>
    public XlinkServiceStatus Query()
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = FindService(manager, WindowsServiceApi.ServiceQuery);
        if (service is null)
        {
            return XlinkServiceStatus.NotInstalled;
        }

        var (startType, commandLine, account) = ReadConfig(service);
        var status = ReadStatus(service);
        return new XlinkServiceStatus(
            status.Status.State switch
            {
                WindowsServiceApi.Running => XlinkServiceState.Running,
                WindowsServiceApi.StartPending => XlinkServiceState.Starting,
                WindowsServiceApi.StopPending => XlinkServiceState.Stopping,
                _ when status.Status.ExitCode is 0 or WindowsServiceApi.ErrorNeverStarted => XlinkServiceState.Stopped,
                _ => XlinkServiceState.Failed,
            },
            startType switch
            {
                WindowsServiceApi.DemandStart => XlinkServiceStartType.Manual,
                WindowsServiceApi.Disabled => XlinkServiceStartType.Disabled,
                _ => XlinkServiceStartType.Automatic,
            },
            account,
            FindFolder(commandLine),
            status.ProcessId > 0 ? status.ProcessId : null);
    }

    /// <inheritdoc/>
    public void Install(XlinkInstallation installation, ServiceAccount? account = null)
    {
        var commandLine = "\"" + XlinkService.GetProgram(installation) + "\" " + XlinkService.ServiceArgument;
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect | WindowsServiceApi.ManagerCreate);
        using var existing = FindService(manager, WindowsServiceApi.ServiceAllAccess);
        if (existing is null)
        {
            using var created = Create(manager, commandLine, account);
            try
            {
                Describe(created);
            }
            catch
            {
                WindowsServiceApi.DeleteService(created);
                throw;
            }

            return;
        }

        var other = FindFolder(ReadConfig(existing).CommandLine);
        if (!string.Equals(other, installation.Path, StringComparison.OrdinalIgnoreCase))
        {
            throw XlinkException.Create(nameof(Messages.ServiceInstalledElsewhere), XlinkErrorCategory.ResourceExists, other);
        }

        Check(WindowsServiceApi.ChangeServiceConfig(
            existing, WindowsServiceApi.OwnProcess, WindowsServiceApi.AutoStart, WindowsServiceApi.NoChange, commandLine, group: null, IntPtr.Zero,
            dependencies: null, AccountName(account) ?? DefaultAccount, account?.Password?.Reveal() ?? string.Empty, XlinkService.Name));
        Describe(existing);
    }

    /// <inheritdoc/>
    public void Refresh(XlinkInstallation installation)
    {
        // Windows knows the path of the program only, and that stays; whether it may be changed shows here.
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Describe(service);
    }

    /// <inheritdoc/>
    public void Uninstall(CancellationToken cancellationToken = default)
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Stop(service, cancellationToken);
        Check(WindowsServiceApi.DeleteService(service));
    }

    /// <inheritdoc/>
    public void Start(CancellationToken cancellationToken = default)
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        if (!WindowsServiceApi.StartService(service, 0, IntPtr.Zero))
        {
            var error = Marshal.GetLastWin32Error();
            if (error != WindowsServiceApi.ErrorServiceAlreadyRunning)
            {
                throw error == WindowsServiceApi.ErrorLogonFailed
                    ? XlinkException.Create(nameof(Messages.ServiceLogonFailed), XlinkErrorCategory.AuthenticationError, ReadConfig(service).Account)
                    : Failure(error, nameof(Messages.ServiceStartFailed), new Win32Exception(error).Message);
            }
        }

        var end = Wait(service, state => state is WindowsServiceApi.Running or WindowsServiceApi.Stopped, LongestStart, cancellationToken);
        if (end.State != WindowsServiceApi.Running)
        {
            var code = end.ExitCode == WindowsServiceApi.ErrorServiceSpecific ? end.ServiceExitCode : end.ExitCode;
            throw XlinkException.Create(
                nameof(Messages.ServiceStartFailed), XlinkErrorCategory.InvalidOperation, code.ToString(CultureInfo.InvariantCulture), Messages.WindowsEventLog);
        }
    }

    /// <inheritdoc/>
    public void Stop(CancellationToken cancellationToken = default)
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Stop(service, cancellationToken);
    }

    /// <summary>The folder of the program in a service's command line; its path may be quoted or, as of old, not.</summary>
    internal static string? FindFolder(string commandLine)
    {
        var program = commandLine.StartsWith("\"", StringComparison.Ordinal)
            ? commandLine.Split('"')[1]
            : commandLine.Substring(0, EndOfProgram(commandLine));
        var separator = program.LastIndexOf('\\');
        return separator > 0 ? program.Substring(0, separator) : null;
    }

    private static int EndOfProgram(string commandLine)
    {
        const string Extension = ".exe";
        var extension = commandLine.IndexOf(Extension, StringComparison.OrdinalIgnoreCase);
        return extension < 0 ? commandLine.Length : extension + Extension.Length;
    }

    private static void Stop(ServiceManagerHandle service, CancellationToken cancellationToken)
    {
        if (!WindowsServiceApi.ControlService(service, WindowsServiceApi.ControlStop, out _))
        {
            var error = Marshal.GetLastWin32Error();
            if (error == WindowsServiceApi.ErrorServiceNotActive)
            {
                return;
            }

            if (ReadStatus(service).Status.State != WindowsServiceApi.StopPending)
            {
                throw Failure(error, nameof(Messages.ServiceStopFailed), new Win32Exception(error).Message);
            }
        }

        if (Wait(service, state => state == WindowsServiceApi.Stopped, LongestStop, cancellationToken).State != WindowsServiceApi.Stopped)
        {
            throw XlinkException.Create(nameof(Messages.ServiceStopFailed), XlinkErrorCategory.OperationTimeout, Messages.ServiceReasonSlow);
        }
    }

    private static WindowsServiceApi.ServiceStatus Wait(
        ServiceManagerHandle service, Predicate<int> isEnd, TimeSpan longest, CancellationToken cancellationToken)
    {
        var time = Stopwatch.StartNew();
        while (true)
        {
            var status = ReadStatus(service).Status;
            if (isEnd(status.State) || time.Elapsed > longest)
            {
                return status;
            }

            cancellationToken.WaitHandle.WaitOne(PollMilliseconds);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static ServiceManagerHandle Create(ServiceManagerHandle manager, string commandLine, ServiceAccount? account)
    {
        var service = WindowsServiceApi.CreateService(
            manager, XlinkService.Name, XlinkService.Name, WindowsServiceApi.ServiceAllAccess, WindowsServiceApi.OwnProcess, WindowsServiceApi.AutoStart,
            WindowsServiceApi.ErrorNormal, commandLine, group: null, IntPtr.Zero, dependencies: null, AccountName(account), account?.Password?.Reveal());
        Check(!service.IsInvalid);
        return service;
    }

    private static void Describe(ServiceManagerHandle service)
    {
        var memory = new List<IntPtr>();
        try
        {
            var text = Keep(memory, Marshal.StringToHGlobalUni(XlinkService.Description));
            Change(service, WindowsServiceApi.ConfigDescription, text, memory);
            var actions = Keep(memory, Marshal.AllocHGlobal(RestartDelaysMilliseconds.Length * Marshal.SizeOf<WindowsServiceApi.FailureAction>()));
            for (var i = 0; i < RestartDelaysMilliseconds.Length; i++)
            {
                Marshal.StructureToPtr(
                    new WindowsServiceApi.FailureAction { Type = WindowsServiceApi.ActionRestart, DelayMilliseconds = RestartDelaysMilliseconds[i] },
                    actions + (i * Marshal.SizeOf<WindowsServiceApi.FailureAction>()), fDeleteOld: false);
            }

            Change(
                service, WindowsServiceApi.ConfigFailureActions, new WindowsServiceApi.FailureActions
                {
                    ResetSeconds = FailuresForgottenAfterSeconds,
                    ActionCount = RestartDelaysMilliseconds.Length,
                    Actions = actions,
                },
                memory);

            // Also after a stop with an error, not only after a crash.
            Change(service, WindowsServiceApi.ConfigFailureActionsFlag, 1, memory);

            // Under any account the service may then read the installation's key.
            Change(service, WindowsServiceApi.ConfigServiceSid, WindowsServiceApi.ServiceSidUnrestricted, memory);
        }
        finally
        {
            memory.ForEach(Marshal.FreeHGlobal);
        }
    }

    private static void Change<T>(ServiceManagerHandle service, int level, T value, List<IntPtr> memory)
        where T : struct
    {
        var info = Keep(memory, Marshal.AllocHGlobal(Marshal.SizeOf<T>()));
        Marshal.StructureToPtr(value, info, fDeleteOld: false);

        // Service managers that do not know a level run the service without it.
        Check(WindowsServiceApi.ChangeServiceConfig2(service, level, info) || Marshal.GetLastWin32Error() == WindowsServiceApi.ErrorInvalidLevel);
    }

    private static IntPtr Keep(List<IntPtr> memory, IntPtr block)
    {
        memory.Add(block);
        return block;
    }

    private static (int StartType, string CommandLine, string Account) ReadConfig(ServiceManagerHandle service)
    {
        WindowsServiceApi.QueryServiceConfig(service, IntPtr.Zero, 0, out var size);
        var memory = Marshal.AllocHGlobal(size);
        try
        {
            Check(WindowsServiceApi.QueryServiceConfig(service, memory, size, out _));
            var config = Marshal.PtrToStructure<WindowsServiceApi.ServiceConfig>(memory);
            return (config.StartType, Marshal.PtrToStringUni(config.CommandLine) ?? string.Empty, Marshal.PtrToStringUni(config.Account) ?? string.Empty);
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    private static WindowsServiceApi.ServiceProcessStatus ReadStatus(ServiceManagerHandle service)
    {
        Check(WindowsServiceApi.QueryServiceStatusEx(service, level: 0, out var status, Marshal.SizeOf<WindowsServiceApi.ServiceProcessStatus>(), out _));
        return status;
    }

    private static ServiceManagerHandle OpenManager(int access)
    {
        var manager = WindowsServiceApi.OpenSCManager(computer: null, database: null, access);
        Check(!manager.IsInvalid);
        return manager;
    }

    private static ServiceManagerHandle? FindService(ServiceManagerHandle manager, int access)
    {
        var service = WindowsServiceApi.OpenService(manager, XlinkService.Name, access);
        if (service.IsInvalid && Marshal.GetLastWin32Error() == WindowsServiceApi.ErrorServiceDoesNotExist)
        {
            service.Dispose();
            return null;
        }

        Check(!service.IsInvalid);
        return service;
    }

    private static ServiceManagerHandle GetService(ServiceManagerHandle manager) => FindService(manager, WindowsServiceApi.ServiceAllAccess)
        ?? throw XlinkException.Create(nameof(Messages.ServiceNotInstalled), XlinkErrorCategory.NotInstalled);

    /// <summary>A user without a domain is one of this computer.</summary>
    private static string? AccountName(ServiceAccount? account) => account is null ? null
        : account.UserName.IndexOfAny(['\\', '@']) >= 0 || string.Equals(account.UserName, DefaultAccount, StringComparison.OrdinalIgnoreCase)
        ? account.UserName
        : ".\\" + account.UserName;

    private static void Check(bool success)
    {
        if (!success)
        {
            var error = Marshal.GetLastWin32Error();
            throw Failure(error, nameof(Messages.ServiceManagerFailed), Manager, new Win32Exception(error).Message);
        }
    }

    private static XlinkException Failure(int error, string otherwise, params object[] arguments) => error switch
    {
        WindowsServiceApi.ErrorAccessDenied => XlinkException.Create(nameof(Messages.ElevationRequired), XlinkErrorCategory.PermissionDenied),
        WindowsServiceApi.ErrorInvalidAccount => XlinkException.Create(nameof(Messages.ServiceAccountUnknown), XlinkErrorCategory.InvalidArgument),
        WindowsServiceApi.ErrorMarkedForDeletion => XlinkException.Create(nameof(Messages.ServiceMarkedForDeletion), XlinkErrorCategory.ResourceBusy),
        _ => XlinkException.Create(otherwise, XlinkErrorCategory.InvalidOperation, [.. arguments, Messages.WindowsEventLog]),
    };
}
