using Xlink.Credentials;

namespace Xlink.DesiredState;

/// <summary>Vaults of Microsoft.PowerShell.SecretManagement, or whatever knows secrets by name.</summary>
public interface ISecretVault
{
    /// <summary>Finds a secret.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="vault">Name of the vault; <see langword="null"/> for the default.</param>
    /// <returns>The secret of the caller's own, or <see langword="null"/>.</returns>
    Secret? Find(string name, string? vault);
}
