using System.Threading;

namespace Xlink.Services;

/// <summary>A service as the manager of this computer has it, whatever it does. Errors: those of <see cref="IServiceControl"/>, under the IDs of its <see cref="ServiceIdentity"/>.</summary>
internal interface IManagedService
{
    /// <inheritdoc cref="IServiceControl.Query"/>
    ManagedService Query();

    /// <inheritdoc cref="IServiceControl.Uninstall"/>
    void Uninstall(CancellationToken cancellationToken);

    /// <inheritdoc cref="IServiceControl.Start"/>
    void Start(CancellationToken cancellationToken);

    /// <inheritdoc cref="IServiceControl.Stop"/>
    void Stop(CancellationToken cancellationToken);
}
