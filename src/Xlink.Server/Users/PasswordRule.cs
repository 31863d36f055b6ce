using System.Linq;
using Xlink.Server.Api;

namespace Xlink.Server.Users;

/// <summary>
/// What a new password may be: its length counts and nothing else, as NIST SP 800-63B has it. Passwords of before stay as they are [our reading].
/// </summary>
internal static class PasswordRule
{
    /// <summary>Fewest characters, each code point of Unicode counted once.</summary>
    internal const int Minimum = 8;

    /// <summary>Most characters: hashing longer ones would cost the server more than it gives.</summary>
    internal const int Maximum = 1024;

    /// <summary>Gives back what may be a password.</summary>
    /// <exception cref="RefusedException"><c>PasswordInvalid</c>.</exception>
    internal static string Check(string password)
        => IsLongEnough(password) && password.Length <= Maximum ? password : throw Refusal.PasswordInvalid(Minimum, Maximum);

    /// <summary>Whether a password has enough characters.</summary>
    internal static bool IsLongEnough(string password) => password.EnumerateRunes().Count() >= Minimum;
}
