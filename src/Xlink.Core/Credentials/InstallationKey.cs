using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using Xlink.Files;

namespace Xlink.Credentials;

/// <summary>
/// The secret of an installation that its passwords are encrypted with: 32 random bytes in the file <see cref="FileName"/> of its
/// folder, made on first use. On Linux it is a secret as <see cref="Installation.InstallationPermissions"/> has them and belongs to the
/// folder's owner; on Windows it is for Administrators, SYSTEM and the service, and the key in it is encrypted for the computer.
/// </summary>
/// <remarks>The file is one line of text: <c>XLINKPS-KEY-1</c>, the kind of protection (<c>file</c> or <c>dpapi</c>), and hexadecimal digits.</remarks>
internal sealed class InstallationKey
{
    /// <summary>Name of the key file.</summary>
    internal const string FileName = "isps_ul.key";

    private const string Mark = "XLINKPS-KEY-1";
    private const int KeyLength = 32;
    private static readonly IKeyProtection[] Protections = WindowsFileSystem.IsCurrent
        ? [new MachineKeyProtection(), new FileKeyProtection()]
        : [new FileKeyProtection()];

    private InstallationKey(byte[] bytes) => Bytes = bytes;

    /// <summary>The key. Not to be changed.</summary>
    internal byte[] Bytes { get; }

    /// <summary>Reads the key of an installation.</summary>
    /// <param name="folder">The installation folder.</param>
    /// <returns>The key.</returns>
    /// <exception cref="XlinkException"><c>PasswordKeyMissing</c>; <c>PasswordKeyUnusable</c>: the file is damaged or from another computer;
    /// <c>FileAccessDenied</c>.</exception>
    internal static InstallationKey Load(string folder)
        => CaseInsensitivePath.Find(folder, FileName) is { } path
            ? Read(path)
            : throw XlinkException.InFile(Path.Combine(folder, FileName), null, nameof(Messages.PasswordKeyMissing), XlinkErrorCategory.ObjectNotFound);

    /// <summary>Reads the key of an installation, or makes it. Of several programs that do so at once, one wins and all get its key.</summary>
    /// <inheritdoc cref="Load"/>
    internal static InstallationKey LoadOrCreate(string folder)
    {
        if (CaseInsensitivePath.Find(folder, FileName) is { } existing)
        {
            return Read(existing);
        }

        var bytes = new byte[KeyLength];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(bytes);
        }

        var path = Path.Combine(Path.GetFullPath(folder), FileName);
        using var pending = PendingFile.CreatePrivate(path);
        pending.Write(Format(bytes, Protections[0]));
        return pending.TryPublish() ? new InstallationKey(bytes) : Read(path);
    }

    /// <summary>Makes of a key file of this computer one that any computer can read. It is a secret in the open.</summary>
    /// <param name="path">The key file.</param>
    /// <exception cref="XlinkException"><c>PasswordKeyUnusable</c>, and the errors of reading a file.</exception>
    internal static byte[] Unprotect(string path) => Format(Read(path).Bytes, new FileKeyProtection());

    /// <summary>Makes of the content of any readable key file one that is protected as this computer does it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">The file as messages call it.</param>
    /// <exception cref="XlinkException"><c>PasswordKeyUnusable</c>.</exception>
    internal static byte[] Protect(byte[] content, string name) => Format(Parse(content, name).Bytes, Protections[0]);

    private static byte[] Format(byte[] key, IKeyProtection protection)
        => Encoding.ASCII.GetBytes(Mark + " " + protection.Name + " " + HexText.Write(protection.Wrap(key)) + "\n");

    private static InstallationKey Read(string path) => Parse(FileReplacement.Read(path), path);

    private static InstallationKey Parse(byte[] content, string path)
    {
        var words = Encoding.ASCII.GetString(content).TrimEnd('\r', '\n').Split(' ');
        var protection = words.Length == 3 && string.Equals(words[0], Mark, StringComparison.Ordinal)
            ? Array.Find(Protections, candidate => string.Equals(candidate.Name, words[1], StringComparison.Ordinal))
            : null;
        return protection is not null && HexText.Read(words[2]) is { } wrapped && protection.Unwrap(wrapped) is { Length: KeyLength } bytes
            ? new InstallationKey(bytes)
            : throw XlinkException.InFile(path, null, nameof(Messages.PasswordKeyUnusable), XlinkErrorCategory.SecurityError);
    }
}
