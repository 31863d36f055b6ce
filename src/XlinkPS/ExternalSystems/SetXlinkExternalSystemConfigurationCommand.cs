using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink;
using Xlink.Configuration;
using Xlink.Installation;
using Xlink.Sources;
using Xlink.Sources.Csv;
using Xlink.Sources.Formats;
using Xlink.Sources.Universal;
using XlinkPS.Completion;

namespace XlinkPS.ExternalSystems;

/// <summary>
/// Sets keys of an external system in isps_ul.ini; the section is added if it is missing, and everything else in the file stays as it is.
/// The parameters are the documented keys of the CSV interface, whose columns count from 1, and of the universal interface (ODBC).
/// </summary>
[Cmdlet(VerbsCommon.Set, "XlinkExternalSystemConfiguration", SupportsShouldProcess = true)]
[OutputType(typeof(ExternalSystemConfiguration))]
public sealed class SetXlinkExternalSystemConfigurationCommand : UniversalKeysCmdlet
{
    private readonly StrongBox<SourceFileAction> givenDeleteImportFiles = new();
    private readonly StrongBox<DateOrder> givenDateOrder = new();

    /// <summary>Name of the external system, as on the server.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string Name { get; set; } = string.Empty;

    /// <summary>Folder of the CSV files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Source { get; set; }

    /// <summary>Folder that imported files are moved to.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    /// <summary>What stands between the columns.</summary>
    [Parameter]
    public CsvSeparator Separator { get; set; }

    /// <summary>What happens to imported files: leave, move to the destination, or delete.</summary>
    [Parameter]
    public SourceFileAction DeleteImportFiles
    {
        get => givenDeleteImportFiles.Value;
        set => givenDeleteImportFiles.Value = value;
    }

    /// <summary>
    /// Offset from the files' time to local time, for example <c>-2</c>, <c>3.5</c> or <c>-08:00</c>; or the name of the files' time zone, for
    /// example <c>Europe/Berlin</c> or <c>W. Europe Standard Time</c>, with which summer and winter need no different settings.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    public string? TimeZone { get; set; }

    /// <summary>Whether interface logs are written.</summary>
    [Parameter]
    public bool Protocol { get; set; }

    /// <summary>Addition to the default name of the interface log.</summary>
    [Parameter]
    public string? LogFile { get; set; }

    /// <summary>Lines to skip at the top of each file.</summary>
    [Parameter]
    [ValidateRange(0, 1_000_000)]
    public int HeaderLines { get; set; }

    /// <summary>Column of the queue's name.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int GroupColumn { get; set; }

    /// <summary>All queue names in the files, case-sensitive.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Groups { get; set; } = [];

    /// <summary>Column of the second level's name; 0 for none.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int SubGroupColumn { get; set; }

    /// <summary>All names of the second level, case-sensitive.</summary>
    [Parameter]
    [ValidateNotNull]
    public string[] SubGroups { get; set; } = [];

    /// <summary>Column of the date.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int DateColumn { get; set; }

    /// <summary>Column of the time.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int TimeColumn { get; set; }

    /// <summary>Column of date and time together; it overrides the date column.</summary>
    [Parameter]
    [ValidateRange(1, 10_000)]
    public int TimeStampColumn { get; set; }

    /// <summary>Order of day, month and year.</summary>
    [Parameter]
    public DateOrder DateOrder
    {
        get => givenDateOrder.Value;
        set => givenDateOrder.Value = value;
    }

    /// <summary>A name for every column of the files.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ColumnNames { get; set; } = [];

    /// <summary>Minutes per interval.</summary>
    [Parameter]
    [ValidateSet("15", "30", "60")]
    public string? Interval { get; set; }

    /// <summary>Column of the average handling time, which is averaged instead of added up.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int AhtColumn { get; set; }

    /// <summary>Column that weights the average handling time, usually the handled calls.</summary>
    [Parameter]
    [ValidateRange(0, 10_000)]
    public int AhtWeightColumn { get; set; }

    /// <summary>Any other keys and their values: numbers, texts, lists, <c>$true</c> and <c>$false</c>. A password is a secure string, and is written hidden.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary Setting { get; set; } = new Hashtable();

    /// <summary>Writes the external system's configuration to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInstallation(XlinkInstallation installation)
    {
        var configuration = IspsUlConfiguration.Load(installation.Path);
        var changes = Changes().ToList();
        foreach (var change in changes)
        {
            configuration.SetExternalSystemValue(Name, change.Key, change.Value);
        }

        if (!ShouldProcess(
            configuration.FilePath,
            MessageText.Format(nameof(Messages.SetKeysAction), Name, string.Join(", ", changes))))
        {
            return;
        }

        WarnOfMistakes(configuration.FindExternalSystem(Name), installation.Path);
        configuration.Save();
        if (PassThru && configuration.FindExternalSystem(Name) is { } section)
        {
            WriteObject(new ExternalSystemConfiguration(installation.Path, section));
        }
    }

    private IEnumerable<KeyChange> Changes()
    {
        (string Parameter, string Key, Func<string> Value)[] typed =
        [
            (nameof(Source), CsvKeys.Source, () => ResolvePath(Source!)),
            (nameof(Destination), CsvKeys.Destination, () => ResolvePath(Destination!)),
            (nameof(Separator), CsvKeys.SeparatorCharacter, () => Number((int)Separator)),
            (nameof(DeleteImportFiles), CsvKeys.DeleteImportFiles, () => Number((int)DeleteImportFiles)),
            (nameof(TimeZone), CsvKeys.TimeZone, () => TimeZone!),
            (nameof(Protocol), CsvKeys.Protocol, () => Protocol ? "1" : "0"),
            (nameof(LogFile), CsvKeys.LogFile, () => LogFile ?? string.Empty),
            (nameof(HeaderLines), CsvKeys.HeaderLines, () => Number(HeaderLines)),
            (nameof(GroupColumn), CsvKeys.GroupColumn, () => Number(GroupColumn)),
            (nameof(Groups), CsvKeys.Groups, () => KeyChange.Join(Groups)),
            (nameof(SubGroupColumn), CsvKeys.SubGroupColumn, () => Number(SubGroupColumn)),
            (nameof(SubGroups), CsvKeys.SubGroups, () => KeyChange.Join(SubGroups)),
            (nameof(DateColumn), CsvKeys.DateColumn, () => Number(DateColumn)),
            (nameof(TimeColumn), CsvKeys.TimeColumn, () => Number(TimeColumn)),
            (nameof(TimeStampColumn), CsvKeys.TimeStampColumn, () => Number(TimeStampColumn)),
            (nameof(DateOrder), CsvKeys.DateOrder, () => DateOrder.ToString().ToLowerInvariant()),
            (nameof(ColumnNames), CsvKeys.ColumnNames, () => KeyChange.Join(ColumnNames)),
            (nameof(Interval), CsvKeys.Interval, () => Interval!),
            (nameof(AhtColumn), CsvKeys.AhtColumn, () => Number(AhtColumn)),
            (nameof(AhtWeightColumn), CsvKeys.AhtWeightColumn, () => Number(AhtWeightColumn)),
        ];
        return Given(typed)
            .Concat(UniversalChanges())
            .Concat(ActivityChanges())
            .Concat(Setting.Keys.Cast<object>().Select(key => KeyChange.From(key, Setting[key])));
    }

    // A configuration may be built up over several calls: what is still missing is worth a warning, not an error.
    private void WarnOfMistakes(IConfigurationSection? section, string installationPath)
    {
        if (section?.GetValue(CsvKeys.GroupColumn) is not null)
        {
            CheckFolder(() =>
            {
                var settings = CsvCallDataSettings.FromSection(section, installationPath);
                return (settings.Source, settings.Warnings);
            });
        }

        if (section?.GetValue(UniversalKeys.CallDataTable) is not null)
        {
            Check(() => UniversalCallDataSettings.FromSection(section));
        }

        if (section is not null && CsvAgentDataSettings.IsIn(section))
        {
            CheckFolder(() =>
            {
                var settings = CsvAgentDataSettings.FromSection(section, installationPath);
                return (settings.Source, settings.Warnings);
            });
        }
    }

    private void Check(Action read)
    {
        try
        {
            read();
        }
        catch (XlinkException exception)
        {
            WriteWarning(exception.Message + " " + exception.Remedy);
        }
    }

    private void CheckFolder(Func<(string Source, IReadOnlyList<string> Warnings)> read) => Check(() =>
    {
        var (source, warnings) = read();
        if (!Directory.Exists(source))
        {
            WriteWarning(MessageText.Format(nameof(Messages.SourceFolderNotThere), source));
        }

        warnings.ToList().ForEach(WriteWarning);
    });
}
