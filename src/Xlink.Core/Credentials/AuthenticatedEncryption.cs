using System;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Xlink.Credentials;

/// <summary>AES-256-CBC with a random IV, then HMAC-SHA256 over everything (encrypt-then-MAC). The content brings its own filling.</summary>
internal static class AuthenticatedEncryption
{
    /// <summary>The content's length must be a multiple of this.</summary>
    internal const int BlockLength = 16;

    /// <summary>Bytes that are added to header and content.</summary>
    internal const int Overhead = IvLength + MacLength;

    private const int IvLength = 16;
    private const int MacLength = 32;

    /// <summary>Encrypts.</summary>
    /// <param name="header">What stands before the content in clear; it is authenticated too.</param>
    /// <param name="plain">The content.</param>
    /// <param name="encryptionKey">32 bytes.</param>
    /// <param name="macKey">The other key.</param>
    /// <returns>Header, IV, encrypted content, MAC.</returns>
    internal static byte[] Encrypt(byte[] header, byte[] plain, byte[] encryptionKey, byte[] macKey)
    {
        using var aes = CreateAes(encryptionKey);
        using var encryptor = aes.CreateEncryptor();
        byte[] content = [.. header, .. aes.IV, .. encryptor.TransformFinalBlock(plain, 0, plain.Length)];
        return [.. content, .. Hash(macKey, content)];
    }

    /// <summary>Decrypts.</summary>
    /// <param name="bytes">What <see cref="Encrypt"/> has returned.</param>
    /// <param name="headerLength">Length of the header.</param>
    /// <param name="encryptionKey">32 bytes.</param>
    /// <param name="macKey">The other key.</param>
    /// <returns>The content, or <see langword="null"/> if it was changed or the keys are others.</returns>
    internal static byte[]? Decrypt(byte[] bytes, int headerLength, byte[] encryptionKey, byte[] macKey)
    {
        var length = bytes.Length - headerLength - Overhead;
        if (length < 0 || length % BlockLength != 0 || !IsAuthentic(bytes, macKey))
        {
            return null;
        }

        using var aes = CreateAes(encryptionKey);
        aes.IV = bytes.AsSpan(headerLength, IvLength).ToArray();
        using var decryptor = aes.CreateDecryptor();
        return decryptor.TransformFinalBlock(bytes, headerLength + IvLength, length);
    }

    /// <summary>HMAC-SHA256.</summary>
    internal static byte[] Hash(byte[] key, byte[] content)
    {
        using var hmac = new HMACSHA256(key);
        return hmac.ComputeHash(content);
    }

    private static Aes CreateAes(byte[] key)
    {
        var aes = Aes.Create();
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.None;
        aes.Key = key;
        aes.GenerateIV();
        return aes;
    }

    private static bool IsAuthentic(byte[] bytes, byte[] macKey)
        => IsSame(Hash(macKey, bytes.AsSpan(0, bytes.Length - MacLength).ToArray()), bytes.AsSpan(bytes.Length - MacLength));

    // Takes the same time wherever the first difference is.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static bool IsSame(byte[] expected, ReadOnlySpan<byte> actual)
    {
        var difference = expected.Length ^ actual.Length;
        for (var i = 0; i < expected.Length; i++)
        {
            difference |= expected[i] ^ actual[i];
        }

        return difference == 0;
    }
}
