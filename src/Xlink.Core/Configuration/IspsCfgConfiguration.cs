using System;
using System.Collections.Generic;
using System.Linq;
using Xlink.Files;
using Xlink.Targets;

namespace Xlink.Configuration;

/// <summary><c>isps.cfg</c>: where a client finds its servers, and on a server, how it listens [documented].</summary>
public sealed class IspsCfgConfiguration
{
    /// <summary>Name of the file; any case is found.</summary>
    public const string FileName = "isps.cfg";

    /// <summary>Makes a view of a document.</summary>
    /// <param name="document">The document.</param>
    public IspsCfgConfiguration(IniDocument document) => Document = document;

    /// <summary>The document behind this view.</summary>
    public IniDocument Document { get; }

    /// <summary>The client's side: all sections <c>[IES System …]</c> in file order.</summary>
    public IReadOnlyList<ServerAddress> Servers
        => [.. Document.Sections
            .Where(section => section.Name.StartsWith(ServerAddress.SectionPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(section => new ServerAddress(section))];

    /// <summary>The server's side.</summary>
    /// <exception cref="XlinkException"><c>ConfigurationValueInvalid</c>, with the line.</exception>
    public EnterpriseServerSettings EnterpriseServer => EnterpriseServerSettings.Read(Document);

    /// <summary>Reads the file.</summary>
    /// <param name="folderOrFile">The installation folder, in which the file is found in any case, or the file itself.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="XlinkException">The errors of <see cref="CaseInsensitivePath.Get"/> and <see cref="IniDocument.Load"/>.</exception>
    public static IspsCfgConfiguration Load(string folderOrFile)
        => new(IniDocument.Load(CaseInsensitivePath.GetFile(folderOrFile, FileName)));

    /// <summary>Finds the section of a server by the server's name, whatever its case [our reading].</summary>
    /// <param name="entryName">Name of the server entry in <c>isps_ul.ini</c>, for example <c>WFM</c>.</param>
    /// <returns>The section.</returns>
    /// <exception cref="XlinkException"><c>ServerSectionMissing</c>, naming file and section.</exception>
    public ServerAddress GetServer(string entryName)
        => Servers.FirstOrDefault(server => string.Equals(server.Name, entryName, StringComparison.OrdinalIgnoreCase))
            ?? throw XlinkException.InFile(
                Document.FilePath, null, nameof(Messages.ServerSectionMissing), XlinkErrorCategory.ObjectNotFound, ServerAddress.SectionPrefix + entryName);

    /// <summary>Sets the address of a server; quotes and alignment of its line stay.</summary>
    /// <param name="entryName">Name of the server entry in <c>isps_ul.ini</c>, for example <c>WFM</c>.</param>
    /// <param name="url">The address.</param>
    /// <exception cref="XlinkException"><c>ServerSectionMissing</c>; nothing is changed then.</exception>
    public void SetUrl(string entryName, ServerUrl url) => Document.SetValue(GetServer(entryName).SectionName, ServerAddress.UrlKey, url.ToString());

    /// <summary>Pins the certificate of a server, or removes the pin.</summary>
    /// <param name="entryName">Name of the server entry in <c>isps_ul.ini</c>.</param>
    /// <param name="thumbprint">SHA-1 or SHA-256 thumbprint in hex, with or without separators; empty removes it.</param>
    /// <exception cref="XlinkException"><c>ServerSectionMissing</c>; <c>CertificateThumbprintInvalid</c>; nothing is changed then.</exception>
    public void SetCertificateThumbprint(string entryName, string thumbprint)
    {
        var section = GetServer(entryName).SectionName;
        if (thumbprint.Length == 0)
        {
            Document.RemoveKey(section, ServerAddress.ThumbprintKey);
            return;
        }

        Document.SetValue(section, ServerAddress.ThumbprintKey, ServerCertificateCheck.ReadThumbprint(thumbprint));
    }

    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="IniDocument.Save()"/>.</exception>
    public void Save() => Document.Save();
}
