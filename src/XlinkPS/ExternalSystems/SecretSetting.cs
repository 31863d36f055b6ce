using System;
using System.Security;
using Xlink;
using Xlink.Credentials;

namespace XlinkPS.ExternalSystems;

/// <summary>
/// Keys of an external system whose values are shown nowhere: the password of the telephone system or database, and the connection string,
/// which may hold one. They leave and enter the module as secure strings.
/// </summary>
internal static class SecretSetting
{
    private const string ConnectionString = "ConnectionString";

    internal static bool IsSecret(string key) => AcdPassword.IsKey(key) || key.Equals(ConnectionString, StringComparison.OrdinalIgnoreCase);

    /// <summary>The value as it stands in the file, hidden or plain.</summary>
    internal static SecureString Read(string text)
    {
        using var secret = Secret.From(text);
        return secret.ToSecureString();
    }

    /// <summary>What stands in the file for a secure string: a password is hidden, unless it is already.</summary>
    internal static string Write(string key, SecureString value)
    {
        using var secret = Secret.From(value);
        var text = secret.Reveal();
        return !AcdPassword.IsKey(key) || AcdPassword.IsEncoded(text) ? text : AcdPassword.Encode(secret);
    }

    /// <summary>Refuses a password in plain text; a hidden one and none at all are fine.</summary>
    internal static string Check(string key, string text)
        => !AcdPassword.IsKey(key) || text.Length == 0 || AcdPassword.IsEncoded(text)
            ? text
            : throw XlinkException.Create(nameof(Messages.SettingPlainPassword), XlinkErrorCategory.InvalidArgument, key);
}
