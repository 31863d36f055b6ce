using System;
using System.IO;
using Xlink.Configuration;

namespace Xlink.Logging;

/// <summary>The log of one of an installation's programs, <c>isps_ul.log</c> or <c>isps_uls.log</c>, as <c>[General]</c> wants it [documented].</summary>
public sealed class InstallationLog : ILog, IDisposable
{
    /// <summary>Log of the interface and of manual imports [documented].</summary>
    public const string Interface = "isps_ul.log";

    /// <summary>Log of the service [documented].</summary>
    public const string Service = "isps_uls.log";

    private readonly LogFile file;
    private readonly XlinkLog log;

    private InstallationLog(LogFile file, bool protocol)
    {
        this.file = file;
        log = new XlinkLog(file, protocol);
    }

    /// <summary>Opens a log in the installation folder.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="fileName"><see cref="Interface"/> or <see cref="Service"/>.</param>
    /// <returns>The log; dispose it to close the file.</returns>
    /// <exception cref="XlinkException">isps_ul.ini is missing or malformed.</exception>
    public static InstallationLog Open(string installationPath, string fileName)
    {
        var general = IspsUlConfiguration.Load(installationPath).General;
        return new InstallationLog(new LogFile(Path.Combine(installationPath, fileName), general.LogMaxFileSize), general.Protocol);
    }

    /// <inheritdoc/>
    public void Info(string text) => log.Info(text);

    /// <inheritdoc/>
    public void Warning(string text) => log.Warning(text);

    /// <inheritdoc/>
    public void Error(string text) => log.Error(text);

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();
}
