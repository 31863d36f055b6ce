namespace Xlink.Credentials;

/// <summary>How an installation's key is kept in its file.</summary>
internal interface IKeyProtection
{
    /// <summary>The word in the key file that says which protection it is.</summary>
    string Name { get; }

    /// <summary>Makes of a key what is written to the file.</summary>
    byte[] Wrap(byte[] key);

    /// <summary>Makes the key of what stands in the file.</summary>
    /// <returns>The key, or <see langword="null"/> if this computer cannot.</returns>
    byte[]? Unwrap(byte[] wrapped);
}
