using System;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Xlink.Server.Users;

/// <summary>
/// A password as it is stored: <c>pbkdf2-sha256$rounds$salt$hash</c>. The parameters stand in it, so raising them leaves older hashes readable.
/// </summary>
internal static class PasswordHash
{
    /// <summary>Rounds of new hashes, unless the options say otherwise.</summary>
    internal const int Rounds = 600_000;

    private const string Algorithm = "pbkdf2-sha256";
    private const int SaltLength = 16;
    private const int HashLength = 32;

    /// <summary>A hash that no password fits: what an unknown user's password is compared with, at the same cost.</summary>
    internal static string OfNobody(int rounds) => Format(rounds, RandomNumberGenerator.GetBytes(SaltLength), RandomNumberGenerator.GetBytes(HashLength));

    /// <summary>Hashes a password with a salt of its own.</summary>
    internal static string Create(string password, int rounds = Rounds)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        return Format(rounds, salt, Derive(password, salt, rounds));
    }

    /// <summary>Whether a password fits a hash.</summary>
    internal static bool Verify(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || !string.Equals(parts[0], Algorithm, StringComparison.Ordinal))
        {
            throw new FormatException("A stored password has an unknown form.");
        }

        var computed = Derive(password, Convert.FromBase64String(parts[2]), RoundsOf(stored));
        return CryptographicOperations.FixedTimeEquals(computed, Convert.FromBase64String(parts[3]));
    }

    /// <summary>Whether a hash was made with fewer rounds than new ones get.</summary>
    internal static bool IsWeak(string stored, int rounds = Rounds) => RoundsOf(stored) < rounds;

    private static int RoundsOf(string stored) => int.Parse(stored.Split('$')[1], NumberStyles.None, CultureInfo.InvariantCulture);

    private static byte[] Derive(string password, byte[] salt, int rounds)
        => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA256, HashLength);

    private static string Format(int rounds, byte[] salt, byte[] hash)
        => string.Create(CultureInfo.InvariantCulture, $"{Algorithm}${rounds}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
}
