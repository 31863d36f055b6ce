using System;
using System.Security.Cryptography;
using System.Text;
using Xlink.Configuration;
using Xlink.Text;

namespace Xlink.Credentials;

/// <summary>
/// The password of an ACD or database in an external system's section: plain, or as <c>$$$:</c>, a salt of three characters, and the
/// base64 of salt and password [documented]. <c>$$$:4cdNGNkbm9ydGVs</c> is <c>nortel</c> with the salt <c>4cd</c>. It hides the password,
/// it does not protect it.
/// </summary>
/// <remarks>Characters beyond ASCII are written as UTF-8 and read as UTF-8 where they are valid, else as Windows-1252 [our reading].</remarks>
public static class AcdPassword
{
    private const string Mark = "$$$:";
    private const int SaltLength = 3;
    private const string SaltCharacters = "0123456789abcdefghijklmnopqrstuvwxyz";
    private static readonly string[] Keys = ["Password", "Pwd"];

    /// <summary>Whether a key of an external system holds a password: <c>Password</c> or <c>Pwd</c>, in any case [documented].</summary>
    /// <param name="key">The key.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsKey(string key) => Array.Exists(Keys, candidate => string.Equals(candidate, key, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a password is hidden rather than plain.</summary>
    /// <param name="text">The value from the file.</param>
    /// <returns>Whether it begins with <c>$$$:</c>.</returns>
    public static bool IsEncoded(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <summary>Hides a password with a random salt.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The value for the file.</returns>
    /// <exception cref="XlinkException"><c>AcdPasswordNotEncodable</c>: the password has half of a surrogate pair.</exception>
    public static string Encode(Secret password)
    {
        var random = new byte[SaltLength];
        using (var generator = RandomNumberGenerator.Create())
        {
            generator.GetBytes(random);
        }

        return Encode(password, new string(Array.ConvertAll(random, value => SaltCharacters[value % SaltCharacters.Length])));
    }

    /// <summary>Shows a password, hidden or plain.</summary>
    /// <param name="text">The value from the file.</param>
    /// <returns>The password.</returns>
    /// <exception cref="XlinkException"><c>AcdPasswordMalformed</c>; the message does not have the value.</exception>
    public static Secret Decode(string text)
        => TryDecode(text) ?? throw XlinkException.Create(nameof(Messages.AcdPasswordMalformed), XlinkErrorCategory.InvalidData);

    /// <summary>The password of an external system: its key <c>Password</c> or <c>Pwd</c> [documented].</summary>
    /// <param name="section">The external system's section.</param>
    /// <returns>The password, or <see langword="null"/> if neither key is there.</returns>
    /// <exception cref="XlinkException"><c>AcdPasswordMalformed</c>, with the line; the message does not have the value.</exception>
    public static Secret? Find(IConfigurationSection section)
    {
        if (Array.Find(Keys, candidate => section.GetValue(candidate) is not null) is not { } key)
        {
            return null;
        }

        return TryDecode(section.GetValue(key)!) ?? throw XlinkException.InKey(
            section, key, nameof(Messages.AcdPasswordMalformed), XlinkErrorCategory.InvalidData);
    }

    /// <summary>Hides a password with a given salt.</summary>
    internal static string Encode(Secret password, string salt)
    {
        var text = salt + password.Reveal();
        return TextEncoding.IsWellFormed(text)
            ? Mark + salt + Convert.ToBase64String(Encoding.UTF8.GetBytes(text))
            : throw XlinkException.Create(nameof(Messages.AcdPasswordNotEncodable), XlinkErrorCategory.InvalidArgument);
    }

    private static Secret? TryDecode(string text)
    {
        if (!IsEncoded(text))
        {
            return Secret.From(text);
        }

        if (text.Length < Mark.Length + SaltLength)
        {
            return null;
        }

        try
        {
            var bytes = Convert.FromBase64String(text.Substring(Mark.Length + SaltLength));
            var decoded = TextEncoding.OfUnmarked(bytes).GetString(bytes);
            return decoded.StartsWith(text.Substring(Mark.Length, SaltLength), StringComparison.Ordinal)
                ? Secret.From(decoded.Substring(SaltLength))
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
