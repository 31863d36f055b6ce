using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NodaTime;
using NodaTime.Text;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Logging;
using Xlink.Mapping;

namespace Xlink.Suite;

/// <summary>The manual import and a look at the connection, from the command line.</summary>
internal static class Program
{
    // Documented: the start date is written MM/DD/YYYY, whatever the culture.
    private static readonly LocalDatePattern StartDatePattern = LocalDatePattern.CreateWithInvariantCulture("MM'/'dd'/'yyyy");

    private static Task<int> Main(string[] arguments) => ProgramRun.InvokeAsync(CreateCommand, arguments);

    private static RootCommand CreateCommand()
    {
        var callData = new Option<bool>("-p") { Description = Messages.ProgramOptionCallData };
        var agentData = new Option<bool>("-t") { Description = Messages.ProgramOptionAgentData };
        var startDate = new Option<LocalDate?>("-d")
        {
            Description = Messages.ProgramOptionStartDate,
            HelpName = "MM/DD/YYYY",
            CustomParser = ParseDate,
        };
        var days = new Option<int>("-L") { Description = Messages.ProgramOptionDays, HelpName = "n", DefaultValueFactory = _ => 1, CustomParser = ParseDays };
        var externalSystem = new Option<string[]>("--external-system") { Description = Messages.ProgramOptionExternalSystem, HelpName = "name" };
        var dryRun = new Option<bool>("--dry-run") { Description = Messages.ProgramOptionDryRun };
        var tree = new Option<bool>("-tree") { Description = Messages.ProgramOptionTree };
        var installation = new Option<string>("--installation")
        {
            Description = Messages.ProgramOptionInstallation,
            HelpName = "folder",
            DefaultValueFactory = _ => AppContext.BaseDirectory,
        };
        var command = new RootCommand(Messages.ProgramIspsUl) { callData, agentData, startDate, days, externalSystem, dryRun, tree, installation };
        command.Validators.Add(result =>
        {
            var isImport = result.GetValue(callData) || result.GetValue(agentData);
            if (isImport && result.GetResult(startDate) is null)
            {
                result.AddError(Messages.ProgramStartDateMissing);
            }

            if (isImport && result.GetValue(tree))
            {
                result.AddError(Messages.ProgramImportOrTree);
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var folder = XlinkInstallation.Open(parsed.GetValue(installation)!).Path;
            if (!parsed.GetValue(callData) && !parsed.GetValue(agentData))
            {
                return await ConnectionWindow.ShowAsync(folder, parsed.GetValue(tree), cancellationToken);
            }

            var options = new CallDataImportOptions
            {
                StartDate = parsed.GetValue(startDate)!.Value,
                Days = parsed.GetValue(days),
                ExternalSystems = parsed.GetValue(externalSystem) ?? [],
                DryRun = parsed.GetValue(dryRun),
            };
            return await ImportAsync(folder, parsed.GetValue(callData) ? options : null, parsed.GetValue(agentData) ? options : null, cancellationToken);
        });
        return command;
    }

    private static LocalDate? ParseDate(ArgumentResult argument)
    {
        var parsed = StartDatePattern.Parse(argument.Tokens[0].Value);
        if (parsed.Success)
        {
            return parsed.Value;
        }

        argument.AddError(MessageText.Format(nameof(Messages.ProgramStartDateInvalid), argument.Tokens[0].Value));
        return null;
    }

    private static int ParseDays(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= CallDataImportOptions.MaximumDays)
        {
            return days;
        }

        argument.AddError(MessageText.Format(nameof(Messages.ImportDaysOutOfRange), text));
        return 1;
    }

    private static async Task<int> ImportAsync(string folder, CallDataImportOptions? callData, ImportOptions? agentData, CancellationToken cancellationToken)
    {
        using var log = InstallationLog.Open(folder, InstallationLog.Interface);
        var observer = new ConsoleObserver();
        IReadOnlyList<ImportResult> callResults = [];
        IReadOnlyList<AgentImportResult> agentResults = [];
        using (observer)
        {
            if (callData is { DryRun: false })
            {
                await AutomaticMappingCorrection.RunAsync(folder, log, cancellationToken);
            }

            if (callData is not null)
            {
                callResults = await CallDataImport.RunAsync(folder, callData, observer, log, cancellationToken);
            }

            if (agentData is not null)
            {
                agentResults = await AgentDataImport.RunAsync(folder, agentData, observer, log, cancellationToken);
            }
        }

        foreach (var result in callResults)
        {
            Show(
                result.IsDryRun ? nameof(Messages.ProgramWouldImport) : nameof(Messages.ProgramImported),
                result.ExternalSystem, result.RowsRead, result.RowsSkipped, result.ValuesWritten, result.Files);
        }

        foreach (var result in agentResults)
        {
            Show(
                result.IsDryRun ? nameof(Messages.ProgramWouldImportAgentData) : nameof(Messages.ProgramImportedAgentData),
                result.ExternalSystem, result.RowsRead, result.RowsSkipped, result.ActivitiesStored, result.Files);
        }

        return observer.Outcome;
    }

    private static void Show(string message, string externalSystem, long rowsRead, long rowsSkipped, int count, IReadOnlyList<ImportedFile> files)
    {
        Console.WriteLine(MessageText.Format(message, externalSystem, rowsRead, rowsSkipped, count));
        foreach (var file in files.Where(file => file.Message.Length > 0))
        {
            Console.WriteLine("  " + file.Message);
        }
    }
}
