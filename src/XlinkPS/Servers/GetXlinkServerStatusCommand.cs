using System.Management.Automation;
using Xlink;
using Xlink.Credentials;
using Xlink.Servers;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>
/// Shows how a server and its data are: version, uptime, readiness, size, what is stored, uploads, locked users, certificate. Needs admin access: that of the
/// connected session, or a credential.
/// </summary>
[Cmdlet(VerbsCommon.Get, "XlinkServerStatus", DefaultParameterSetName = Connected)]
[OutputType(typeof(WfmServerStatus))]
public sealed class GetXlinkServerStatusCommand : ServerCmdlet
{
    private const string Connected = "Connected";
    private const string ByUrl = "Url";
    private const string ByDataPath = "DataPath";

    /// <summary>Address of a server, for example <c>iwfm://127.0.0.1:45054</c>. Default: the server that the session is connected to.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUrl)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerUrlCompleter))]
    public string? Url { get; set; }

    /// <summary>Folder of the data of a server on this computer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByDataPath)]
    [ValidateNotNullOrEmpty]
    public string? DataPath { get; set; }

    /// <summary>User with admin access.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = ByUrl)]
    [Parameter(Mandatory = true, ParameterSetName = ByDataPath)]
    [Alias("AdministratorCredential")]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>SHA-256 thumbprint of the only certificate that is accepted.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = ByUrl)]
    public string? CertificateThumbprint { get; set; }

    /// <inheritdoc/>
    protected override object? ErrorTarget => Url ?? DataPath;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (Credential is null)
        {
            WriteObject(Await(Server.GetStatusAsync));
            return;
        }

        var (url, thumbprint) = (Url!, CertificateThumbprint);
        if (DataPath is not null)
        {
            var path = ResolvePath(DataPath);
            var running = ServerProcess.Find(path) ?? throw XlinkException.Create(nameof(Messages.ServerNotRunning), XlinkErrorCategory.ObjectNotFound, path);
            (url, thumbprint) = (running.Url, running.CertificateThumbprint);
        }

        using var password = Secret.From(Credential.Password);
        var options = new WfmConnectionOptions { CertificateThumbprint = string.IsNullOrEmpty(thumbprint) ? null : thumbprint };
        WriteObject(Await(async token =>
        {
            using var client = await WfmServerClient.LoginAsync(ServerUrl.Parse(url), Credential.UserName, password, options, token);
            var status = await client.GetStatusAsync(token);
            await client.LogoutAsync(token);
            return status;
        }));
    }
}
