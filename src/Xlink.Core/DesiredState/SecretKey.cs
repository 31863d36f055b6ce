using System;
using Xlink.Credentials;

namespace Xlink.DesiredState;

/// <summary>Which keys of an external system hold a secret and are therefore never exported.</summary>
internal static class SecretKey
{
    private static readonly string[] Marks = ["ConnectionString", "Password", "Passwd", "Pwd"];

    /// <summary>Whether a key holds a secret: by its name, also one that is not documented, or because its value is a hidden password [our reading].</summary>
    internal static bool Is(string key, string value)
        => value.Length > 0 && (AcdPassword.IsEncoded(value) || Array.Exists(Marks, mark => key.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0));
}
