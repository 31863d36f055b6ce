using System.Management.Automation;
using Xlink;
using Xlink.Credentials;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace XlinkPS.Servers;

/// <summary>Connects the session to a WFM server. A connection that fails leaves the session connected as it was before.</summary>
[Cmdlet(VerbsCommunications.Connect, "XlinkServer")]
[OutputType(typeof(ServerConnection))]
public sealed class ConnectXlinkServerCommand : XlinkCmdlet
{
    /// <summary>Address as in <c>isps.cfg</c>: <c>iwfms://host:port</c>, or <c>iwfm://host:port</c> without TLS.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerUrlCompleter))]
    public string Url { get; set; } = string.Empty;

    /// <summary>User name or e-mail address, and password.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("AdministratorCredential")]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>SHA-256 thumbprint of the only certificate that is accepted, for a server without a publicly trusted one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Writes the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Url;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var url = ServerUrl.Parse(Url);
        if (url.IsUnprotected)
        {
            WriteWarning(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), url));
        }

        using var password = Secret.From(Credential.Password);
        var options = new WfmConnectionOptions { CertificateThumbprint = string.IsNullOrEmpty(CertificateThumbprint) ? null : CertificateThumbprint };
        var client = Await(token => WfmServerClient.LoginAsync(url, Credential.UserName, password, options, token));
        ServerSession.Current?.Dispose();
        ServerSession.Current = client;
        WriteVerbose(MessageText.Format(nameof(Messages.Connected), url, client.Info.Version));
        if (PassThru)
        {
            WriteObject(new ServerConnection(client));
        }
    }
}
