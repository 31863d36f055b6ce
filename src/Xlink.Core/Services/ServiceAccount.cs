using Xlink.Credentials;

namespace Xlink.Services;

/// <summary>A special account for the service.</summary>
/// <param name="UserName">On Windows <c>DOMAIN\user</c>, <c>.\user</c>, <c>user@domain</c>, or a managed service account <c>DOMAIN\name$</c>; on Linux a user of this computer.</param>
/// <param name="Password">The password; <see langword="null"/> where there is none (managed and built-in accounts, Linux).</param>
public sealed record ServiceAccount(string UserName, Secret? Password = null)
{
    private const char ManagedMark = '$';

    /// <summary>The account of a credential. A managed service account has no password, whatever the credential has.</summary>
    /// <param name="userName">The user.</param>
    /// <param name="password">The password; an empty one is none.</param>
    /// <returns>The account.</returns>
    public static ServiceAccount From(string userName, Secret password)
        => new(userName, password.IsEmpty || IsManaged(userName) ? null : password);

    /// <summary>A group managed service account, whose password only the domain knows.</summary>
    /// <param name="name"><c>DOMAIN\name$</c> or <c>name$@domain</c>.</param>
    /// <returns>The account.</returns>
    /// <exception cref="XlinkException"><c>ManagedAccountInvalid</c>.</exception>
    public static ServiceAccount Managed(string name)
        => IsManaged(name) ? new(name) : throw XlinkException.Create(nameof(Messages.ManagedAccountInvalid), XlinkErrorCategory.InvalidArgument, name);

    // DOMAIN\name$ or name$@domain; a machine's own account, a user of this computer, has no domain.
    private static bool IsManaged(string name)
        => name.Split('\\') is { Length: 2 } parts ? parts[0] is not ("" or ".") && IsManagedName(parts[1])
        : name.Split('@') is { Length: 2 } principal && IsManagedName(principal[0]) && principal[1].Length > 0;

    private static bool IsManagedName(string name) => name.Length > 1 && name[name.Length - 1] == ManagedMark;
}
