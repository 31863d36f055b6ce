namespace Xlink.Credentials;

/// <summary>The key stands in the file as it is; the file's permissions protect it.</summary>
internal sealed class FileKeyProtection : IKeyProtection
{
    public string Name => "file";

    public byte[] Wrap(byte[] key) => key;

    public byte[]? Unwrap(byte[] wrapped) => wrapped;
}
