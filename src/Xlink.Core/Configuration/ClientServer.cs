using Xlink.Targets;

namespace Xlink.Configuration;

/// <summary>One section <c>[IES System …]</c> of <c>isps.cfg</c>: where the server of that name is reached [documented].</summary>
public sealed class ClientServer
{
    private const string NameKey = "Name";

    /// <summary>The key of the address.</summary>
    internal const string UrlKey = "Url";

    /// <summary>The key of the only certificate that is accepted.</summary>
    internal const string ThumbprintKey = "CertificateThumbprint";

    /// <summary>How the names of these sections begin.</summary>
    internal const string SectionPrefix = "IES System ";

    private readonly IConfigurationSection section;

    internal ClientServer(IConfigurationSection section) => this.section = section;

    /// <summary>Name of the section, for example <c>IES System WFM</c>.</summary>
    public string SectionName => section.Name;

    /// <summary>Name of the server: <c>Name</c>, or else what the section's name ends with [our reading].</summary>
    public string Name => section.GetText(NameKey) ?? section.Name.Substring(SectionPrefix.Length).Trim();

    /// <summary>The address as the file has it; <see langword="null"/> if it has none.</summary>
    public string? UrlText => section.GetText(UrlKey);

    /// <summary>The line of the address, counted from 1; <see langword="null"/> if it has none.</summary>
    public int? Line => section.GetLine(UrlKey);

    /// <summary>The address.</summary>
    /// <exception cref="XlinkException"><c>ConfiguredUrlMissing</c>; <c>ConfiguredUrlInvalid</c>, with the line.</exception>
    public ServerUrl Url => ReadUrl();

    /// <summary>
    /// <c>CertificateThumbprint</c>: SHA-256 thumbprint of the only certificate that is accepted, or <see langword="null"/> for any that the
    /// computer trusts. The key is ours.
    /// </summary>
    public string? CertificateThumbprint => section.GetText(ThumbprintKey);

    /// <summary>The thumbprint of <see cref="CertificateThumbprint"/> without separators, or <see langword="null"/>.</summary>
    /// <exception cref="XlinkException"><c>CertificateThumbprintInvalid</c>, with the line.</exception>
    internal string? ReadThumbprint()
    {
        try
        {
            return CertificateThumbprint is { } text ? ServerCertificateCheck.ReadThumbprint(text) : null;
        }
        catch (XlinkException cause)
        {
            throw XlinkException.InFile(
                section.FilePath, section.GetLine(ThumbprintKey), cause.ErrorId, XlinkErrorCategory.InvalidData, cause, CertificateThumbprint);
        }
    }

    private ServerUrl ReadUrl()
    {
        if (UrlText is not { } text)
        {
            throw XlinkException.InFile(section.FilePath, Line, nameof(Messages.ConfiguredUrlMissing), XlinkErrorCategory.InvalidData, SectionName);
        }

        try
        {
            return ServerUrl.Parse(text);
        }
        catch (XlinkException cause)
        {
            throw XlinkException.InFile(
                section.FilePath, Line, nameof(Messages.ConfiguredUrlInvalid), XlinkErrorCategory.InvalidData, cause, cause.Message);
        }
    }
}
