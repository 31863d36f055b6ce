using System;
using System.IO;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Sources;

namespace Xlink.Importing;

/// <summary>
/// Writes what an import of agent data tells to two logs: that of the program, and <c>&lt;external system&gt;_agent_import.log</c>, which there is with
/// <c>Protocol=1</c> in <c>[General]</c> [documented].
/// </summary>
internal sealed class AgentImportLog(ILog program, LogFile? file) : ILog, IDisposable
{
    /// <summary>Opens the log of an external system.</summary>
    /// <param name="program">The log of the program.</param>
    /// <param name="general">The section <c>[General]</c>; the file lies in <c>LogDir</c>, or else in the installation folder.</param>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="externalSystem">Name of the external system.</param>
    /// <param name="isDryRun">Whether nothing is to be written: then there is no file either.</param>
    internal static AgentImportLog Open(ILog program, GeneralSettings general, string installationPath, string externalSystem, bool isDryRun)
    {
        var folder = general.LogDir is { } value ? SectionReader.ToFolder(value, installationPath) : installationPath;
        return new AgentImportLog(
            program, general.Protocol && !isDryRun ? new LogFile(Path.Combine(folder, LogFileName.ForAgentImport(externalSystem)), general.LogMaxFileSize) : null);
    }

    public void Info(string text)
    {
        program.Info(text);
        file?.Write(LogLevel.Info, text);
    }

    public void Warning(string text)
    {
        program.Warning(text);
        file?.Write(LogLevel.Warning, text);
    }

    public void Error(string text)
    {
        program.Error(text);
        file?.Write(LogLevel.Error, text);
    }

    public void Dispose() => file?.Dispose();
}
