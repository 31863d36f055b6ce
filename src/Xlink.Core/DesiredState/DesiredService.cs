namespace Xlink.DesiredState;

/// <summary>The service ISPS Xlink of the installation.</summary>
public sealed record DesiredService
{
    /// <summary>What it is to be.</summary>
    public required DesiredServiceState State { get; init; }

    /// <summary>A special account; <see langword="null"/> to leave it as it is, on a new service the default.</summary>
    public string? Account { get; init; }

    /// <summary>Where the account's password is; a group managed service account has none.</summary>
    public SecretReference? Password { get; init; }
}
