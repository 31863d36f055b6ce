using System;
using Xlink.Credentials;
using Xlink.Installation;

namespace Xlink.DesiredState;

/// <summary>Whether what stands in isps_ul.ini already is a certain password; nothing is written anew then.</summary>
internal static class StoredSecret
{
    /// <summary>Whether an encoded password of <c>[DB]</c> is the wanted one.</summary>
    internal static bool IsServerPassword(XlinkInstallation installation, string stored, Secret wanted, bool isEncoded)
    {
        if (isEncoded)
        {
            return string.Equals(stored, wanted.Reveal(), StringComparison.Ordinal);
        }

        if (installation.Kind != XlinkInstallationKind.Open || !PasswordEncoding.IsOurs(stored))
        {
            return false;
        }

        try
        {
            using var decoded = PasswordEncoding.Open(installation.Path).Unprotect(stored);
            return string.Equals(decoded.Reveal(), wanted.Reveal(), StringComparison.Ordinal);
        }
        catch (XlinkException)
        {
            // Encoded with another key, or damaged: it is of no use and gets replaced.
            return false;
        }
    }

    /// <summary>Whether the value of a key with a secret is the wanted one, hidden or plain.</summary>
    internal static bool IsExternalSystemSecret(string stored, Secret wanted)
    {
        try
        {
            using var decoded = AcdPassword.Decode(stored);
            return string.Equals(decoded.Reveal(), wanted.Reveal(), StringComparison.Ordinal) || string.Equals(stored, wanted.Reveal(), StringComparison.Ordinal);
        }
        catch (XlinkException)
        {
            return false;
        }
    }
}
