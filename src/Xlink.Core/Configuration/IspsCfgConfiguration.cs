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

    /// <summary>Path of the file.</summary>
    public string FilePath => Document.FilePath;

    /// <summary>The client's side: all sections <c>[IES System …]</c> in file order.</summary>
    public IReadOnlyList<ClientServer> Servers
        => [.. Document.Sections
            .Where(section => section.Name.StartsWith(ClientServer.SectionPrefix, StringComparison.OrdinalIgnoreCase))
            .Select(section => new ClientServer(section))];

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
    public ClientServer GetServer(string entryName)
        => Servers.FirstOrDefault(server => string.Equals(server.Name, entryName, StringComparison.OrdinalIgnoreCase))
            ?? throw XlinkException.InFile(
                Document.FilePath, null, nameof(Messages.ServerSectionMissing), XlinkErrorCategory.ObjectNotFound, ClientServer.SectionPrefix + entryName);

    /// <summary>Sets the address of a server; quotes and alignment of its line stay.</summary>
    /// <param name="entryName">Name of the server entry in <c>isps_ul.ini</c>, for example <c>WFM</c>; <see langword="null"/> for the file's first server.</param>
    /// <param name="url">The address.</param>
    /// <param name="certificateThumbprint">Thumbprint of the only certificate that is accepted; empty to accept any that the computer
    /// trusts; <see langword="null"/> to leave it as it is.</param>
    /// <exception cref="XlinkException"><c>ServerSectionMissing</c>, <c>CertificateThumbprintInvalid</c>; nothing is changed then.</exception>
    public void SetServer(string? entryName, ServerUrl url, string? certificateThumbprint = null)
    {
        var section = (entryName is null && Servers.Count > 0 ? Servers[0] : GetServer(entryName ?? IspsUlConfiguration.DefaultServerEntryName)).SectionName;
        if (certificateThumbprint is { Length: > 0 } thumbprint)
        {
            Document.SetValue(section, ClientServer.ThumbprintKey, ServerCertificateCheck.ReadThumbprint(thumbprint));
        }
        else if (certificateThumbprint is not null)
        {
            _ = Document.RemoveKey(section, ClientServer.ThumbprintKey);
        }

        Document.SetValue(section, ClientServer.UrlKey, url.ToString());
    }

    /// <summary>Removes the address of a server with its section.</summary>
    /// <param name="entryName">Name of the server entry in <c>isps_ul.ini</c>, in any case.</param>
    /// <returns>Whether there was one.</returns>
    public bool RemoveServer(string entryName)
    {
        var sections = Servers.Where(server => string.Equals(server.Name, entryName, StringComparison.OrdinalIgnoreCase)).Select(server => server.SectionName).ToList();
        sections.ForEach(section => Document.RemoveSection(section));
        return sections.Count > 0;
    }

    /// <summary>Writes the file in one step.</summary>
    /// <exception cref="XlinkException">The errors of <see cref="IniDocument.Save()"/>.</exception>
    public void Save() => Document.Save();
}
