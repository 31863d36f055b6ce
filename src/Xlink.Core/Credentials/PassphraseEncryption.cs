using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Xlink.Credentials;

/// <summary>
/// Encrypts a file under a passphrase, so that it can go to another computer: both keys come from the passphrase by PBKDF2-HMAC-SHA256
/// (RFC 8018) with a random salt and 600,000 rounds.
/// </summary>
/// <remarks>The file: <c>XLINKPS-EXPORT-1</c> and a line feed, 16 bytes of salt, the number of rounds (4 bytes, little-endian), then as
/// <see cref="AuthenticatedEncryption"/> has it. The content begins with its length in 4 bytes and is filled up with zeros.</remarks>
internal static class PassphraseEncryption
{
    /// <summary>Characters that a passphrase has at least.</summary>
    internal const int ShortestPassphrase = 12;

    private const int SaltLength = 16;
    private const int NumberLength = 4;
    private const int Rounds = 600_000;

    // More would only be a way to keep whoever reads the file busy.
    private const int MostRounds = 10_000_000;

    private static readonly byte[] Mark = [.. "XLINKPS-EXPORT-1\n"u8];
    private static readonly int HeaderLength = Mark.Length + SaltLength + NumberLength;

    /// <summary>Encrypts.</summary>
    /// <exception cref="XlinkException"><c>PassphraseTooShort</c>.</exception>
    internal static byte[] Encrypt(byte[] content, Secret passphrase)
    {
        if (passphrase.Reveal().Length < ShortestPassphrase)
        {
            throw XlinkException.Create(nameof(Messages.PassphraseTooShort), XlinkErrorCategory.InvalidArgument, ShortestPassphrase);
        }

        var header = new byte[HeaderLength];
        Mark.CopyTo(header, 0);
        var salt = new byte[SaltLength];
        using (var random = RandomNumberGenerator.Create())
        {
            random.GetBytes(salt);
        }

        salt.CopyTo(header, Mark.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(Mark.Length + SaltLength), Rounds);
        var (encryptionKey, macKey) = DeriveKeys(passphrase, salt, Rounds);
        var plain = Fill(content);
        var encrypted = AuthenticatedEncryption.Encrypt(header, plain, encryptionKey, macKey);
        Array.Clear(plain, 0, plain.Length);
        return encrypted;
    }

    /// <summary>Decrypts.</summary>
    /// <returns>The content; <see langword="null"/> if the passphrase is wrong or the file damaged, which cannot be told apart.</returns>
    internal static byte[]? Decrypt(byte[] encrypted, Secret passphrase)
    {
        if (encrypted.Length < HeaderLength || !encrypted.AsSpan(0, Mark.Length).SequenceEqual(Mark))
        {
            return null;
        }

        var rounds = BinaryPrimitives.ReadInt32LittleEndian(encrypted.AsSpan(Mark.Length + SaltLength));
        if (rounds is < 1 or > MostRounds)
        {
            return null;
        }

        var (encryptionKey, macKey) = DeriveKeys(passphrase, encrypted.AsSpan(Mark.Length, SaltLength).ToArray(), rounds);
        if (AuthenticatedEncryption.Decrypt(encrypted, HeaderLength, encryptionKey, macKey) is not { Length: >= NumberLength } plain)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(plain);
        return length >= 0 && length <= plain.Length - NumberLength ? plain.AsSpan(NumberLength, length).ToArray() : null;
    }

    /// <summary>PBKDF2 with HMAC-SHA256: .NET Standard has it with SHA-1 only.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="rounds">The iteration count.</param>
    /// <param name="block">Number of the block of 32 bytes, from 1.</param>
    internal static byte[] DeriveBlock(byte[] password, byte[] salt, int rounds, int block)
    {
        using var hmac = new HMACSHA256(password);
        var number = new byte[NumberLength];
        BinaryPrimitives.WriteInt32BigEndian(number, block);
        var round = hmac.ComputeHash([.. salt, .. number]);
        var result = (byte[])round.Clone();
        for (var i = 1; i < rounds; i++)
        {
            round = hmac.ComputeHash(round);
            for (var j = 0; j < result.Length; j++)
            {
                result[j] ^= round[j];
            }
        }

        return result;
    }

    // The first block is stretched; the two keys are told apart by labels (as HKDF-Expand does).
    private static (byte[] Encryption, byte[] Mac) DeriveKeys(Secret passphrase, byte[] salt, int rounds)
    {
        var password = Encoding.UTF8.GetBytes(passphrase.Reveal());
        var stretched = DeriveBlock(password, salt, rounds, block: 1);
        Array.Clear(password, 0, password.Length);
        return (AuthenticatedEncryption.Hash(stretched, [.. "encryption"u8, 1]), AuthenticatedEncryption.Hash(stretched, [.. "authentication"u8, 1]));
    }

    private static byte[] Fill(byte[] content)
    {
        var length = NumberLength + content.Length;
        var plain = new byte[(length + AuthenticatedEncryption.BlockLength - 1) / AuthenticatedEncryption.BlockLength * AuthenticatedEncryption.BlockLength];
        BinaryPrimitives.WriteInt32LittleEndian(plain, content.Length);
        content.CopyTo(plain, NumberLength);
        return plain;
    }
}
