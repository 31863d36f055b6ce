using System;
using System.Net;
using System.Security;

namespace Xlink.Credentials;

/// <summary>A password on its way through the program. It shows itself nowhere: not in a log, a message or a debugger's text.</summary>
public sealed class Secret : IDisposable
{
    private readonly char[] value;

    private Secret(char[] value) => this.value = value;

    /// <summary>Whether the password has no characters.</summary>
    public bool IsEmpty => value.Length == 0;

    /// <summary>Takes a password over from PowerShell.</summary>
    /// <param name="secureString">The password; it is copied and stays the caller's.</param>
    /// <returns>The secret.</returns>
    public static Secret From(SecureString secureString) => new(new NetworkCredential(string.Empty, secureString).Password.ToCharArray());

    /// <summary>Takes a password over from where it was read as text (standard input, a decoded file).</summary>
    /// <param name="text">The password.</param>
    /// <returns>The secret.</returns>
    public static Secret From(string text) => new(text.ToCharArray());

    /// <summary>The password itself, for the one place that needs it. Do not keep it.</summary>
    /// <returns>The password.</returns>
    public string Reveal() => new(value);

    /// <summary>The password as PowerShell takes it.</summary>
    /// <returns>A read-only secure string of the caller's own.</returns>
    public SecureString ToSecureString()
    {
        var result = new SecureString();
        foreach (var character in value)
        {
            result.AppendChar(character);
        }

        result.MakeReadOnly();
        return result;
    }

    /// <summary>Stars, however long the password is.</summary>
    public override string ToString() => "********";

    /// <summary>Overwrites the password in memory.</summary>
    public void Dispose() => Array.Clear(value, 0, value.Length);
}
