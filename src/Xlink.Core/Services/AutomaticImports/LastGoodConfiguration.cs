using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>
/// The configuration that the service imports with: that of the files, or if an edit has broken them, the last good one [our reading]. It is kept in
/// memory: a service that is started with broken files has none.
/// </summary>
/// <param name="installationPath">Folder of the installation.</param>
internal sealed class LastGoodConfiguration(string installationPath)
{
    private ImportConfiguration? good;

    /// <summary>What is wrong with the files while the last good configuration is in force; <see langword="null"/> if nothing is.</summary>
    internal string? Error { get; private set; }

    /// <summary>Reads the files anew.</summary>
    /// <param name="news">What is to be told: what an edit has broken, or that it is mended; <see langword="null"/> if nothing has changed.</param>
    internal ImportConfiguration Read(out string? news)
    {
        var current = new ImportConfiguration(installationPath);
        var before = Error;
        try
        {
            current.Check(good);
            good = current;
            Error = null;
        }
        catch (XlinkException exception)
        {
            // Without a good one the import says itself what is wrong, and imports what it can.
            Error = good is null ? null : MessageText.Format(nameof(Messages.ServiceConfigurationKept), exception.Message, exception.Remedy);
        }

        news = Error == before ? null : Error ?? Messages.ServiceConfigurationMended;
        return good ?? current;
    }
}
