namespace Xlink.DesiredState;

/// <summary>
/// Where a password is, never the password: an environment variable, a file, or a vault of Microsoft.PowerShell.SecretManagement. Exactly one of
/// <see cref="Environment"/>, <see cref="File"/> and <see cref="Secret"/> is given.
/// </summary>
public sealed record SecretReference
{
    /// <summary>Name of an environment variable.</summary>
    public string? Environment { get; init; }

    /// <summary>A file whose text is the password, without the line end behind it; relative to the folder of the desired-state file.</summary>
    public string? File { get; init; }

    /// <summary>Name of a secret in a vault.</summary>
    public string? Secret { get; init; }

    /// <summary>Name of the vault; <see langword="null"/> for the session's default.</summary>
    public string? Vault { get; init; }

    /// <summary>Whether it is the string of Passcode already, as an original Xlink needs it, and not the password.</summary>
    public bool Encoded { get; init; }

    /// <summary>Where it is, as a person reads it.</summary>
    public override string ToString() => Environment is not null ? "env:" + Environment : File ?? (Vault is null ? Secret! : Vault + "/" + Secret);
}
