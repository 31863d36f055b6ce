using System;
using System.Runtime.InteropServices;

namespace Xlink.Services.Windows;

/// <summary>A handle of the Windows service manager or of one of its services.</summary>
internal sealed class ServiceManagerHandle : SafeHandle
{
    public ServiceManagerHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => WindowsServiceApi.CloseServiceHandle(handle);
}
