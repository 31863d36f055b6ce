using System;
using System.Text;
using Xlink.Files;

namespace Xlink.Credentials;

/// <summary>
/// Our encoding of the password in <c>[DB]</c> of <c>isps_ul.ini</c>: authenticated encryption with a key of the installation's own. The
/// original's algorithm is not public, so its strings are only recognised as foreign, and ours mean nothing to the original.
/// </summary>
/// <remarks>
/// The string is upper-case hexadecimal digits, hence without a comma: a version mark (3 bytes), a random IV (16), the password under
/// AES-256-CBC, and the HMAC-SHA256 of all before it (32). Both keys are derived from the installation's with HKDF-SHA256 (RFC 5869). The
/// password is encrypted as UTF-16 with its length, filled up to a multiple of 64 bytes, so that the string does not tell its length.
/// </remarks>
public sealed class PasswordEncoding
{
    private const int BlockLength = 64;
    private const int LengthLength = 4;

    // "XL" and the version, which is not the beginning of anything the original is known to write.
    private static readonly byte[] Mark = [(byte)'X', (byte)'L', 1];
    private static readonly string MarkText = HexText.Write(Mark);
    private static readonly int ShortestText = 2 * (Mark.Length + AuthenticatedEncryption.Overhead + BlockLength);

    private readonly string folder;

    private PasswordEncoding(string folder) => this.folder = folder;

    /// <summary>Takes the encoding of an installation. Its key is read, or made, when it is needed.</summary>
    /// <param name="folder">The installation folder.</param>
    /// <returns>The encoding.</returns>
    public static PasswordEncoding Open(string folder) => new(folder);

    /// <summary>Whether a string looks like one of ours, of whatever installation. It may still be damaged.</summary>
    /// <param name="encoded">The string.</param>
    /// <returns>Whether it begins with our mark and is long enough.</returns>
    public static bool IsOurs(string encoded) => encoded.Length >= ShortestText && encoded.StartsWith(MarkText, StringComparison.Ordinal);

    /// <summary>Encodes a password. The same password gives another string each time.</summary>
    /// <param name="password">The password.</param>
    /// <returns>The string for <c>isps_ul.ini</c>.</returns>
    /// <exception cref="XlinkException"><c>PasswordKeyUnusable</c>, <c>FolderNotFound</c>, <c>FileAccessDenied</c>, <c>DiskFull</c>, <c>FileWriteFailed</c>.</exception>
    public string Protect(Secret password)
    {
        var (encryptionKey, macKey) = DeriveKeys(InstallationKey.LoadOrCreate(folder));
        var plain = Fill(password.Reveal());
        var content = AuthenticatedEncryption.Encrypt(Mark, plain, encryptionKey, macKey);
        Array.Clear(plain, 0, plain.Length);
        return HexText.Write(content);
    }

    /// <summary>Decodes a password.</summary>
    /// <param name="encoded">The string from <c>isps_ul.ini</c>.</param>
    /// <returns>The password.</returns>
    /// <exception cref="XlinkException"><c>PasswordEncodingForeign</c>: it is not ours; <c>PasswordEncodingTampered</c>: it was changed, or
    /// encoded for another installation; <c>PasswordKeyMissing</c>, <c>PasswordKeyUnusable</c>, <c>FileAccessDenied</c>. No message has the string or
    /// the password.</exception>
    public Secret Unprotect(string encoded)
    {
        if (!IsOurs(encoded))
        {
            throw XlinkException.Create(nameof(Messages.PasswordEncodingForeign), XlinkErrorCategory.InvalidData);
        }

        var (encryptionKey, macKey) = DeriveKeys(InstallationKey.Load(folder));
        if (HexText.Read(encoded) is not { } bytes
            || AuthenticatedEncryption.Decrypt(bytes, Mark.Length, encryptionKey, macKey) is not { Length: > 0 } plain || plain.Length % BlockLength != 0)
        {
            throw XlinkException.Create(nameof(Messages.PasswordEncodingTampered), XlinkErrorCategory.SecurityError);
        }

        var password = Unfill(plain);
        Array.Clear(plain, 0, plain.Length);
        return password;
    }

    // UTF-16 code units, so that any string comes back as it was, unpaired surrogates included.
    private static byte[] Fill(string password)
    {
        var length = LengthLength + (2 * password.Length);
        var plain = new byte[(length + BlockLength - 1) / BlockLength * BlockLength];
        for (var i = 0; i < LengthLength; i++)
        {
            plain[i] = (byte)(password.Length >> (8 * i));
        }

        for (var i = 0; i < password.Length; i++)
        {
            plain[LengthLength + (2 * i)] = (byte)password[i];
            plain[LengthLength + (2 * i) + 1] = (byte)(password[i] >> 8);
        }

        return plain;
    }

    private static Secret Unfill(byte[] plain)
    {
        var characters = new char[plain[0] | (plain[1] << 8) | (plain[2] << 16) | (plain[3] << 24)];
        for (var i = 0; i < characters.Length; i++)
        {
            characters[i] = (char)(plain[LengthLength + (2 * i)] | (plain[LengthLength + (2 * i) + 1] << 8));
        }

        return Secret.From(new string(characters));
    }

    // HKDF-SHA256 (RFC 5869): extract with a fixed salt, then expand to one block for each label.
    private static (byte[] Encryption, byte[] Mac) DeriveKeys(InstallationKey key)
    {
        var extracted = AuthenticatedEncryption.Hash(Encoding.ASCII.GetBytes("XlinkPS password encoding 1"), key.Bytes);
        return (AuthenticatedEncryption.Hash(extracted, [.. "encryption"u8, 1]), AuthenticatedEncryption.Hash(extracted, [.. "authentication"u8, 1]));
    }
}
