using System;
using System.ComponentModel;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Xlink.Services.Windows;

/// <summary>Runs the service's work under the Windows service manager and stops it when the manager or a shutdown wants that.</summary>
public sealed class WindowsServiceHost : IServiceHost
{
    private const int StartHintMilliseconds = 60_000;
    private const int StopHintMilliseconds = 30_000;
    private const int StopReportMilliseconds = 10_000;

    private readonly object sync = new();
    private readonly string name;

    // Windows keeps pointers to these two; as fields they live as long as the host.
    private readonly WindowsServiceApi.ServiceMain main;
    private readonly WindowsServiceApi.ServiceHandler handler;

    private Func<CancellationToken, Task>? work;
    private CancellationTokenSource? stop;
    private Timer? stopReport;
    private ExceptionDispatchInfo? failure;
    private IntPtr status;
    private int state;
    private int checkPoint;

    /// <summary>Makes a host; it runs once.</summary>
    /// <param name="name">Name of the service.</param>
    public WindowsServiceHost(string name)
    {
        this.name = name;
        main = Main;
        handler = Handle;
    }

    /// <inheritdoc/>
    public void Run(Func<CancellationToken, Task> work)
    {
        using var stopSource = new CancellationTokenSource();
        using var timer = new Timer(_ => Report(WindowsServiceApi.StopPending, StopHintMilliseconds), state: null, Timeout.Infinite, Timeout.Infinite);
        (this.work, stop, stopReport) = (work, stopSource, timer);
        WindowsServiceApi.ServiceTableEntry[] table =
        [
            new() { Name = name, Main = Marshal.GetFunctionPointerForDelegate(main) },
            default,
        ];
        if (!WindowsServiceApi.StartServiceCtrlDispatcher(table))
        {
            var error = Marshal.GetLastWin32Error();
            throw error == WindowsServiceApi.ErrorNotStartedAsService
                ? XlinkException.Create(nameof(Messages.NotStartedAsService), XlinkErrorCategory.InvalidOperation)
                : XlinkException.Create(
                    nameof(Messages.ServiceManagerFailed), XlinkErrorCategory.InvalidOperation, "advapi32", new Win32Exception(error).Message);
        }

        failure?.Throw();
    }

    private void Main(int argumentCount, IntPtr arguments)
    {
        status = WindowsServiceApi.RegisterServiceCtrlHandlerEx(name, handler, IntPtr.Zero);
        Report(WindowsServiceApi.StartPending, StartHintMilliseconds);
        try
        {
            var task = work!(stop!.Token);
            Report(WindowsServiceApi.Running);
            task.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop!.IsCancellationRequested)
        {
            // It stopped because it was asked to.
        }
        catch (Exception error)
        {
            failure = ExceptionDispatchInfo.Capture(error);
        }

        Report(WindowsServiceApi.Stopped);
    }

    private int Handle(int control, int eventType, IntPtr eventData, IntPtr context)
    {
        switch (control)
        {
            case WindowsServiceApi.ControlStop or WindowsServiceApi.ControlShutdown:
                // Reported again and again, so that the manager sees that the running import comes to its end.
                Report(WindowsServiceApi.StopPending, StopHintMilliseconds);
                stopReport!.Change(StopReportMilliseconds, StopReportMilliseconds);
                _ = Task.Run(stop!.Cancel);
                return 0;
            case WindowsServiceApi.ControlInterrogate:
                return 0;
            default:
                return WindowsServiceApi.ErrorCallNotImplemented;
        }
    }

    private void Report(int newState, int waitHintMilliseconds = 0)
    {
        lock (sync)
        {
            // A late report of the timer must not bring a stopped service back.
            if (state == WindowsServiceApi.Stopped)
            {
                return;
            }

            state = newState;
            var newStatus = new WindowsServiceApi.ServiceStatus
            {
                Type = WindowsServiceApi.OwnProcess,
                State = newState,
                AcceptedControls = newState == WindowsServiceApi.Running ? WindowsServiceApi.AcceptStop | WindowsServiceApi.AcceptShutdown : 0,
                ExitCode = failure is null ? 0 : WindowsServiceApi.ErrorServiceSpecific,
                ServiceExitCode = failure is null ? 0 : 1,
                CheckPoint = waitHintMilliseconds > 0 ? ++checkPoint : 0,
                WaitHint = waitHintMilliseconds,
            };
            WindowsServiceApi.SetServiceStatus(status, ref newStatus);
        }
    }
}
