using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Xlink.Files;
using Xlink.Services;

namespace Xlink.Installation;

/// <summary>
/// Registers <c>ixculcmm.dll</c> of an original Xlink, the channel between its service and its window, as the manual has it [documented]: move
/// register.exe to the installation, clear the read-only flag, see that service and window are closed, run it, read what it says. Our own
/// Xlink has no such library.
/// </summary>
public sealed class LibraryRegistration
{
    /// <summary>The library.</summary>
    public const string Library = "ixculcmm.dll";

    private const string Program = "register";
    private const string Arguments = Library + " /system";
    private const string Success = "registered SYSTEM GLOBAL";
    private const string AccessDenied = "rc=5";
    private const string InUse = "rc=32";
    private const int Attempts = 4;

    private readonly XlinkInstallation installation;
    private readonly IServiceControl control;
    private readonly TimeSpan pause;

    /// <summary>Takes the library of an installation.</summary>
    /// <param name="installation">The installation.</param>
    /// <param name="control">The service manager.</param>
    public LibraryRegistration(XlinkInstallation installation, IServiceControl control)
        : this(installation, control, TimeSpan.FromSeconds(3))
    {
    }

    internal LibraryRegistration(XlinkInstallation installation, IServiceControl control, TimeSpan pause)
    {
        this.installation = installation;
        this.control = control;
        this.pause = pause;
    }

    /// <summary>Registers the library; while another program has it, again after a pause, four times in all.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="XlinkException"><c>LibraryOfOpen</c>: our Xlink has none; <c>FileMissing</c>; <c>ProgramMissing</c>; <c>LibraryServiceRunning</c>,
    /// <c>LibraryWindowOpen</c>; <c>LibraryAccessDenied</c> (rc=5), <c>LibraryInUse</c> (rc=32); <c>VendorProgramFailed</c>.</exception>
    public void Register(CancellationToken cancellationToken = default)
    {
        if (installation.Kind != XlinkInstallationKind.Vendor)
        {
            throw XlinkException.Create(nameof(Messages.LibraryOfOpen), XlinkErrorCategory.InvalidOperation, installation.Path);
        }

        if (new InstallationService(installation, control).IsRunning)
        {
            throw XlinkException.Create(nameof(Messages.LibraryServiceRunning), XlinkErrorCategory.ResourceBusy);
        }

        CheckWindow();
        Run(installation, pause, cancellationToken);
    }

    /// <summary>
    /// What an update repeats: the registration, where register.exe lies in the installation folder beside the library, to which the
    /// documented steps move it [our reading: it has been done once then]. <see langword="null"/> otherwise.
    /// </summary>
    internal static Action? FindRepetition(XlinkInstallation installation, CancellationToken cancellationToken)
        => installation.Kind == XlinkInstallationKind.Vendor && installation.FindFile(Program + ".exe") is not null && installation.FindFile(Library) is not null
            ? () => Run(installation, TimeSpan.FromSeconds(3), cancellationToken)
            : null;

    private static void Run(XlinkInstallation installation, TimeSpan pause, CancellationToken cancellationToken)
    {
        ClearReadOnly(installation.GetFile(Library));
        MoveProgram(installation);
        var program = VendorProgram.Get(installation, Program);
        for (var attempt = 1; ; attempt++)
        {
            var output = program.Run(Arguments, string.Empty, cancellationToken);
            if (Says(output, Success))
            {
                return;
            }

            if (!Says(output, AccessDenied) && !Says(output, InUse))
            {
                throw program.Failed(Arguments, output);
            }

            if (attempt == Attempts)
            {
                throw Says(output, InUse)
                    ? XlinkException.InFile(installation.GetFile(Library), line: null, nameof(Messages.LibraryInUse), XlinkErrorCategory.ResourceBusy)
                    : XlinkException.InFile(installation.GetFile(Library), line: null, nameof(Messages.LibraryAccessDenied), XlinkErrorCategory.PermissionDenied);
            }

            cancellationToken.WaitHandle.WaitOne(pause);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static bool Says(string output, string text) => output.IndexOf(text, StringComparison.OrdinalIgnoreCase) >= 0;

    private static void ClearReadOnly(string path)
    {
        try
        {
            File.SetAttributes(path, File.GetAttributes(path) & ~FileAttributes.ReadOnly);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.Writing(path, error);
        }
    }

    private static void MoveProgram(XlinkInstallation installation)
    {
        if (installation.FindFile(Program + ".exe") is null
            && installation.SupportApplicationsPath is { } support && CaseInsensitivePath.FindFile(support, Program + ".exe") is { } path)
        {
            try
            {
                File.Move(path, Path.Combine(installation.Path, Path.GetFileName(path)));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw FileError.Writing(path, error);
            }
        }
    }

    private void CheckWindow()
    {
        var own = Path.Combine(installation.Path, XlinkFileName.ImportProgram);
        foreach (var process in Process.GetProcessesByName(XlinkFileName.ImportProgram))
        {
            using (process)
            {
                if (IsOf(process, own))
                {
                    throw XlinkException.Create(nameof(Messages.LibraryWindowOpen), XlinkErrorCategory.ResourceBusy, process.Id);
                }
            }
        }
    }

    private static bool IsOf(Process process, string program)
    {
        try
        {
            return process.MainModule?.FileName?.StartsWith(program, StringComparison.OrdinalIgnoreCase) is true;
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return false;
        }
        catch (Win32Exception)
        {
            // On Windows, where the original runs, a process that may not be looked at may be the one.
            return WindowsFileSystem.IsCurrent;
        }
    }
}
