using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting.Classification;

namespace Xlink.Migration;

/// <summary>The order of work: first what would go wrong, then what somebody must decide, then both targets in parallel, at last the end of the old one.</summary>
internal static class MigrationPlan
{
    internal static IReadOnlyList<MigrationStep> Of(MigrationReport report)
        => [.. Steps(report).Where(step => step.Count != 0).Select((step, index) => new MigrationStep { Number = index + 1, Action = step.Action, Command = step.Command, Count = step.Count })];

    private static IEnumerable<(string Action, string Command, int? Count)> Steps(MigrationReport report)
    {
        yield return (Messages.MigrationStepBackup, "Backup-Xlink", null);
        yield return (Messages.MigrationStepPasswords, "Test-XlinkConfiguration -Fix", report.PlainPasswords.Count);
        yield return (Messages.MigrationStepDeadMappings, "Remove-XlinkMapping", Count(report, DeadConfigurationKind.Mapping));
        yield return (
            Messages.MigrationStepDeadOthers, string.Empty,
            report.DeadConfiguration.Count(item => item.Kind is DeadConfigurationKind.ExternalSystem or DeadConfigurationKind.Section or DeadConfigurationKind.Script));
        yield return (Messages.MigrationStepSources, "Test-XlinkExternalSystem", Count(report, DeadConfigurationKind.Source));
        yield return (
            Messages.MigrationStepScripts, "Test-XlinkScript",
            report.Scripts.Count(script => script.Mappings > 0 && script.Class is null or ScriptClass.Invalid));
        yield return (Messages.MigrationStepDecisions, string.Empty, report.Mappings.Count(mapping => mapping.Verdict == MigrationVerdict.Decision));
        yield return (Messages.MigrationStepQueries, "ConvertTo-XlinkDatabaseIntegration", report.ExternalSystems.Count(system => system.DatabaseIntegration));
        yield return (Messages.MigrationStepRoles, "Set-XlinkTargetRole", report.Mappings.Count(mapping => mapping.Verdict != MigrationVerdict.Dead));
        yield return (Messages.MigrationStepParallel, "Set-XlinkTarget", null);
        yield return (Messages.MigrationStepCompare, "Compare-XlinkInterval", report.ParallelRun?.Differences.Count);
        yield return (Messages.MigrationStepHistory, "Export-XlinkCloudLinkData", null);
        yield return (Messages.MigrationStepSwitch, "Set-XlinkTarget", null);
        yield return (Messages.MigrationStepEnd, "Remove-XlinkServer", null);
    }

    private static int Count(MigrationReport report, DeadConfigurationKind kind) => report.DeadConfiguration.Count(item => item.Kind == kind);
}
