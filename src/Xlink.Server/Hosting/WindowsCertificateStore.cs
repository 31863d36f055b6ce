using System;
using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Hosting;

/// <summary>The certificate stores of Windows.</summary>
internal sealed class WindowsCertificateStore : ICertificateStore
{
    public bool IsSupported => OperatingSystem.IsWindows();

    public X509Certificate2Collection GetAll(string name, bool isOfUser)
    {
        using var store = new X509Store(name, isOfUser ? StoreLocation.CurrentUser : StoreLocation.LocalMachine, OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
        return store.Certificates;
    }
}
