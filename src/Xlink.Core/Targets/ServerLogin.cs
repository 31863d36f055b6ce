using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace Xlink.Targets;

/// <summary>How an installation logs in to one of its servers: the entry in <c>[DB]</c> of isps_ul.ini and the address of that name in isps.cfg.</summary>
public sealed class ServerLogin : IDisposable
{
    private readonly LoginAccount account;

    private ServerLogin(string installationPath, ServerEntry entry, ClientServer server, Secret password)
    {
        EntryName = entry.Name;
        UserName = entry.UserName;
        Url = server.Url;
        Options = new WfmConnectionOptions { CertificateThumbprint = server.ReadThumbprint() };
        Password = password;
        account = new LoginAccount(installationPath, Url.ToString(), Options.CertificateThumbprint, UserName, entry.EncodedPassword);
    }

    /// <summary>Name of the server entry, for example <c>WFM</c>.</summary>
    public string EntryName { get; }

    /// <summary>User name or e-mail address.</summary>
    public string UserName { get; }

    /// <summary>Address of the server.</summary>
    public ServerUrl Url { get; }

    /// <summary>Certificate pin, time limit.</summary>
    public WfmConnectionOptions Options { get; }

    /// <summary>Whether this process has a token of an earlier login.</summary>
    internal bool IsKept => KeptLogins.OfProcess.Find(account, DateTimeOffset.UtcNow) is not null;

    private Secret Password { get; }

    private WfmCredential Credential => new(Url, UserName, Password, Options, account);

    /// <summary>Reads both files and decodes the password.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="entryName">Name of the entry, or <see langword="null"/> for the first.</param>
    /// <returns>The login; dispose it to wipe the password.</returns>
    /// <exception cref="XlinkException">A file, the section or entry is missing or malformed, the placeholders still stand there, or the password cannot be decoded.</exception>
    public static ServerLogin Load(string installationPath, string? entryName)
    {
        return Load(installationPath, IspsUlConfiguration.Load(installationPath), () => IspsCfgConfiguration.Load(installationPath), entryName);
    }

    /// <summary>Takes both files as they were read before, and decodes the password.</summary>
    /// <inheritdoc cref="Load(string, string)"/>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="agent">isps_ul.ini.</param>
    /// <param name="servers">Gets isps.cfg.</param>
    /// <param name="entryName">Name of the entry, or <see langword="null"/> for the first.</param>
    internal static ServerLogin Load(string installationPath, IspsUlConfiguration agent, Func<IspsCfgConfiguration> servers, string? entryName)
    {
        var entry = entryName is null ? agent.ServerEntries.FirstOrDefault() : agent.FindServerEntry(entryName);
        if (entry is null)
        {
            throw XlinkException.InFile(agent.FilePath, line: null, nameof(Messages.ServerEntryNotFound), XlinkErrorCategory.InvalidData, entryName ?? "WFM");
        }

        if (entry.IsPlaceholder)
        {
            throw XlinkException.InFile(agent.FilePath, entry.Line, nameof(Messages.CredentialNotSet), XlinkErrorCategory.InvalidData, entry.Name);
        }

        var server = servers().GetServer(entry.Name);
        return new ServerLogin(installationPath, entry, server, PasswordEncoding.Open(installationPath).Unprotect(entry.EncodedPassword));
    }

    /// <summary>
    /// Connects: under an earlier login of this process with the same files if the server still takes it and the user is not locked, else by logging in.
    /// </summary>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <returns>The connected client; the caller disposes it.</returns>
    public Task<WfmServerClient> ConnectAsync(CancellationToken cancellationToken)
        => WfmServerClient.ConnectAsync(Credential, cancellationToken);

    /// <summary>As <see cref="ConnectAsync"/>, for an import: what it begins with comes with one request, over a connection that may be open already.</summary>
    internal Task<WfmServerClient> BeginAsync(CancellationToken cancellationToken)
        => WfmServerClient.BeginAsync(Credential, cancellationToken);

    /// <summary>Logs in, whatever earlier logins there are: shows that user name and password are right.</summary>
    /// <param name="cancellationToken">Cancels the login.</param>
    /// <returns>The connected client; the caller disposes it.</returns>
    public Task<WfmServerClient> LoginAsync(CancellationToken cancellationToken)
        => WfmServerClient.LoginAsync(Credential, cancellationToken);

    /// <summary>Wipes the password.</summary>
    public void Dispose() => Password.Dispose();
}
