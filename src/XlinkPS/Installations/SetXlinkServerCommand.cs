using System.Management.Automation;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Targets;
using XlinkPS.Servers;

namespace XlinkPS.Installations;

/// <summary>Puts the server's address into isps.cfg, as the manual's chapters for cloud and on-premise have it. Changes nothing else in the file, and passes the installation on.</summary>
[Cmdlet(VerbsCommon.Set, "XlinkServer", SupportsShouldProcess = true, DefaultParameterSetName = "HostName")]
[OutputType(typeof(XlinkInstallation))]
public sealed class SetXlinkServerCommand : ServerEntryCmdlet
{
    /// <summary>Cloud: the host part of the browser's address <c>https://HOST.injixo.com/iwfm/</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "HostName")]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>Cloud: the whole address from the browser.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "BrowserUrl")]
    [ValidateNotNullOrEmpty]
    public string? BrowserUrl { get; set; }

    /// <summary>Cloud: port 80, for tenants created before 2019.</summary>
    [Parameter(ParameterSetName = "HostName")]
    [Parameter(ParameterSetName = "BrowserUrl")]
    public SwitchParameter LegacyPort { get; set; }

    /// <summary>On-premise: server name or IP address.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ServerName")]
    [ValidateNotNullOrEmpty]
    public string? ServerName { get; set; }

    /// <summary>On-premise: TCP port, 1 to 65535; the server's isps.cfg sets it as IESPort.</summary>
    [Parameter(ParameterSetName = "ServerName")]
    public int Port { get; set; } = ServerUrl.DefaultPort;

    /// <summary>On-premise: the connection is encrypted (<c>iwfms</c>).</summary>
    [Parameter(ParameterSetName = "ServerName")]
    public SwitchParameter UseTls { get; set; }

    /// <summary>The whole address, <c>iwfms://host:port</c> or <c>iwfm://host:port</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Url")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ServerUrlCompleter))]
    public string? Url { get; set; }

    /// <summary>SHA-256 thumbprint of the only certificate that is accepted; an empty string removes it.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? CertificateThumbprint { get; set; }

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var url = ParameterSetName switch
        {
            "HostName" => ServerUrl.ForCloud(HostName!, LegacyPort),
            "BrowserUrl" => ServerUrl.FromBrowser(BrowserUrl!, LegacyPort),
            "ServerName" => new ServerUrl(ServerName!, Port, UseTls),
            _ => ServerUrl.Parse(Url!),
        };
        var configuration = IspsCfgConfiguration.Load(installation.Path);
        if (ShouldProcess(configuration.FilePath, MessageText.Format(nameof(Messages.SetServerAction), url)))
        {
            configuration.SetServer(ServerEntry, url, CertificateThumbprint);
            configuration.Save();
        }

        if (url.IsUnprotected)
        {
            WriteWarning(MessageText.Format(nameof(Messages.PasswordUnencryptedOnNetwork), url));
        }

        WriteObject(installation);
    }
}
