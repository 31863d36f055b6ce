using System.Security.Cryptography.X509Certificates;

namespace Xlink.Server.Hosting;

/// <summary>The certificate stores of the computer.</summary>
internal interface ICertificateStore
{
    /// <summary>Whether this computer has such stores.</summary>
    bool IsSupported { get; }

    /// <summary>All certificates of a store.</summary>
    /// <param name="name">MY, ROOT, TRUST or CA.</param>
    /// <param name="isOfUser">Whether it is the user's store, else the computer's.</param>
    /// <returns>The certificates; the caller disposes them.</returns>
    X509Certificate2Collection GetAll(string name, bool isOfUser);
}
