using System.IO;
using System.Text;
using Xlink.Credentials;
using Xlink.Files;

namespace Xlink.Servers;

/// <summary>
/// The password of an administrator that an installation has just made, in the data folder until the installation has succeeded and gives it out: one that
/// fails is repeated, and then makes no administrator any more.
/// </summary>
internal static class KeptPassword
{
    /// <summary>Name of the file in the data folder; its owner's alone (0600).</summary>
    internal const string FileName = "admin-password";

    /// <summary>Keeps a password in place of an earlier one.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="FileReplacement.Write"/>.</exception>
    internal static void Keep(string dataPath, Secret password)
    {
        using var file = PendingFile.CreateClosed(Path.Combine(dataPath, FileName));
        file.Write(Encoding.UTF8.GetBytes(password.Reveal()));
        file.Replace();
    }

    /// <summary>The password that is kept, or <see langword="null"/>.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="FileReplacement.Read"/>.</exception>
    internal static Secret? Find(string dataPath)
    {
        var path = Path.Combine(dataPath, FileName);
        return File.Exists(path) ? Secret.From(Encoding.UTF8.GetString(FileReplacement.Read(path))) : null;
    }

    /// <summary>Forgets the password, which has been given out.</summary>
    internal static void Forget(string dataPath) => File.Delete(Path.Combine(dataPath, FileName));
}
