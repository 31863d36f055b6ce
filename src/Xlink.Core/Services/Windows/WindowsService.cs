using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;

namespace Xlink.Services.Windows;

/// <summary>
/// One service of the Windows service manager: automatic start, Local System unless another account is given [documented], restarted 10 s and then
/// 60 s after a failure [our reading].
/// </summary>
internal sealed class WindowsService(ServiceIdentity identity) : IManagedService
{
    private const int PollMilliseconds = 200;
    private const int FailuresForgottenAfterSeconds = 24 * 60 * 60;
    private const string DefaultAccount = "LocalSystem";
    private const string Manager = "advapi32";

    private static readonly int[] RestartDelaysMilliseconds = [10_000, 60_000, 60_000];
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(180);

    /// <summary>Asks how the service is. Needs no rights.</summary>
    public ManagedService Query()
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = FindService(manager, WindowsServiceApi.ServiceQuery);
        if (service is null)
        {
            return ManagedService.NotInstalled;
        }

        var (startType, commandLine, account) = ReadConfig(service);
        var status = ReadStatus(service);
        return new ManagedService(
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
            commandLine,
            status.ProcessId > 0 ? status.ProcessId : null);
    }

    /// <summary>Installs the service, or sets it up anew. An account gets the right to log on as a service.</summary>
    /// <param name="commandLine">What Windows starts.</param>
    /// <param name="account">A special account, or <see langword="null"/>.</param>
    /// <param name="check">Looks at the command line of the service that is there, and refuses to replace it by throwing.</param>
    internal void Install(string commandLine, ServiceAccount? account, Action<string> check)
    {
        Register(commandLine, account, check);
        if (AccountName(account) is { } name)
        {
            // Where that fails it may have the right by other ways; if it has not, the start says what to do.
            _ = ServiceLogonRight.Grant(name);
        }
    }

    private void Register(string commandLine, ServiceAccount? account, Action<string> check)
    {
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

        check(ReadConfig(existing).CommandLine);
        Check(WindowsServiceApi.ChangeServiceConfig(
            existing, WindowsServiceApi.OwnProcess, WindowsServiceApi.AutoStart, WindowsServiceApi.NoChange, commandLine, group: null, IntPtr.Zero,
            dependencies: null, AccountName(account) ?? DefaultAccount, account?.Password?.Reveal() ?? string.Empty, identity.Name));
        Describe(existing);
    }

    /// <summary>Writes description and restart rules anew; the command line stays.</summary>
    internal void Refresh()
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Describe(service);
    }

    /// <inheritdoc cref="IServiceControl.Uninstall"/>
    public void Uninstall(CancellationToken cancellationToken)
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Stop(service, cancellationToken);
        Check(WindowsServiceApi.DeleteService(service));
    }

    /// <inheritdoc cref="IServiceControl.Start"/>
    public void Start(CancellationToken cancellationToken)
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
                    : Failure(error, identity.Errors.StartFailed, new Win32Exception(error).Message);
            }
        }

        var end = Wait(service, state => state is WindowsServiceApi.Running or WindowsServiceApi.Stopped, LongestStart, cancellationToken);
        if (end.State != WindowsServiceApi.Running)
        {
            var code = end.ExitCode == WindowsServiceApi.ErrorServiceSpecific ? end.ServiceExitCode : end.ExitCode;
            throw XlinkException.Create(
                identity.Errors.StartFailed, XlinkErrorCategory.InvalidOperation, code.ToString(CultureInfo.InvariantCulture), Messages.WindowsEventLog);
        }
    }

    /// <inheritdoc cref="IServiceControl.Stop"/>
    public void Stop(CancellationToken cancellationToken)
    {
        using var manager = OpenManager(WindowsServiceApi.ManagerConnect);
        using var service = GetService(manager);
        Stop(service, cancellationToken);
    }

    private void Stop(ServiceManagerHandle service, CancellationToken cancellationToken)
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
                throw Failure(error, identity.Errors.StopFailed, new Win32Exception(error).Message);
            }
        }

        if (Wait(service, state => state == WindowsServiceApi.Stopped, LongestStop, cancellationToken).State != WindowsServiceApi.Stopped)
        {
            throw XlinkException.Create(identity.Errors.StopFailed, XlinkErrorCategory.OperationTimeout, Messages.ServiceReasonSlow);
        }
    }

    private WindowsServiceApi.ServiceStatus Wait(
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

    private ServiceManagerHandle Create(ServiceManagerHandle manager, string commandLine, ServiceAccount? account)
    {
        var service = WindowsServiceApi.CreateService(
            manager, identity.Name, identity.Name, WindowsServiceApi.ServiceAllAccess, WindowsServiceApi.OwnProcess, WindowsServiceApi.AutoStart,
            WindowsServiceApi.ErrorNormal, commandLine, group: null, IntPtr.Zero, dependencies: null, AccountName(account), account?.Password?.Reveal());
        Check(!service.IsInvalid);
        return service;
    }

    private void Describe(ServiceManagerHandle service)
    {
        var memory = new List<IntPtr>();
        try
        {
            var text = Keep(memory, Marshal.StringToHGlobalUni(identity.Description));
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

    private void Change<T>(ServiceManagerHandle service, int level, T value, List<IntPtr> memory)
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

    private (int StartType, string CommandLine, string Account) ReadConfig(ServiceManagerHandle service)
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

    private WindowsServiceApi.ServiceProcessStatus ReadStatus(ServiceManagerHandle service)
    {
        Check(WindowsServiceApi.QueryServiceStatusEx(service, level: 0, out var status, Marshal.SizeOf<WindowsServiceApi.ServiceProcessStatus>(), out _));
        return status;
    }

    private ServiceManagerHandle OpenManager(int access)
    {
        var manager = WindowsServiceApi.OpenSCManager(computer: null, database: null, access);
        Check(!manager.IsInvalid);
        return manager;
    }

    private ServiceManagerHandle? FindService(ServiceManagerHandle manager, int access)
    {
        var service = WindowsServiceApi.OpenService(manager, identity.Name, access);
        if (service.IsInvalid && Marshal.GetLastWin32Error() == WindowsServiceApi.ErrorServiceDoesNotExist)
        {
            service.Dispose();
            return null;
        }

        Check(!service.IsInvalid);
        return service;
    }

    private ServiceManagerHandle GetService(ServiceManagerHandle manager) => FindService(manager, WindowsServiceApi.ServiceAllAccess)
        ?? throw XlinkException.Create(identity.Errors.NotInstalled, XlinkErrorCategory.NotInstalled);

    /// <summary>A user without a domain is one of this computer.</summary>
    private static string? AccountName(ServiceAccount? account) => account is null ? null
        : account.UserName.IndexOfAny(['\\', '@']) >= 0 || string.Equals(account.UserName, DefaultAccount, StringComparison.OrdinalIgnoreCase)
        ? account.UserName
        : ".\\" + account.UserName;

    private void Check(bool success)
    {
        if (!success)
        {
            var error = Marshal.GetLastWin32Error();
            throw Failure(error, identity.Errors.ManagerFailed, Manager, new Win32Exception(error).Message);
        }
    }

    private XlinkException Failure(int error, string otherwise, params object[] arguments) => error switch
    {
        WindowsServiceApi.ErrorAccessDenied => XlinkException.Create(nameof(Messages.ElevationRequired), XlinkErrorCategory.PermissionDenied),
        WindowsServiceApi.ErrorInvalidAccount => XlinkException.Create(nameof(Messages.ServiceAccountUnknown), XlinkErrorCategory.InvalidArgument),
        WindowsServiceApi.ErrorMarkedForDeletion => XlinkException.Create(identity.Errors.MarkedForDeletion, XlinkErrorCategory.ResourceBusy),
        _ => XlinkException.Create(otherwise, XlinkErrorCategory.InvalidOperation, [.. arguments, Messages.WindowsEventLog]),
    };
}
