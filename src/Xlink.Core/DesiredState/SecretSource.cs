using System;
using System.IO;
using Xlink.Credentials;
using Xlink.Files;
using Xlink.Text;

namespace Xlink.DesiredState;

/// <summary>Fetches what secret references name.</summary>
internal sealed class SecretSource(ISecretVault? vault, string baseFolder)
{
    /// <summary>Fetches a secret.</summary>
    /// <returns>The secret, not empty.</returns>
    /// <exception cref="XlinkException"><c>SecretNotFound</c>, and the errors of reading a file.</exception>
    internal Secret Get(SecretReference reference)
    {
        var secret = reference.Environment is { } variable ? FromText(Environment.GetEnvironmentVariable(variable))
            : reference.File is { } file ? FromText(Read(Path.Combine(baseFolder, file)))
            : vault?.Find(reference.Secret!, reference.Vault);
        return secret is { IsEmpty: false } ? secret : throw XlinkException.Create(nameof(Messages.SecretNotFound), XlinkErrorCategory.ObjectNotFound, reference);
    }

    private static Secret? FromText(string? text) => text is null ? null : Secret.From(text);

    private static string Read(string path)
    {
        var bytes = FileReplacement.Read(path);
        var encoding = TextEncoding.Detect(bytes, out var mark);
        var text = encoding.GetString(bytes, mark, bytes.Length - mark);
        return text.EndsWith("\r\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 2)
            : text.EndsWith("\n", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1)
            : text;
    }
}
