using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Targets;

namespace Xlink.Mapping;

/// <summary>
/// The correction of <c>acd_map.ini</c> when a program starts, if <c>AutomaticMappingCorrection</c> in <c>[General]</c> is 1 [documented]. See
/// <see cref="MapCorrection"/>.
/// </summary>
public static class AutomaticMappingCorrection
{
    /// <summary>Begins the part of the log [documented].</summary>
    public const string StartedText = "** ANALYSING MAPFILE STARTED **";

    /// <summary>Ends it [documented].</summary>
    public const string CompletedText = "** ANALYSING MAPFILE COMPLETED **";

    /// <summary>Stands before a line as it was [documented].</summary>
    public const string CorrectedText = "Invalid Mapping detected and automatically corrected:";

    /// <summary>Stands before the line as it is now [documented].</summary>
    public const string UpdatedText = "Updated to:";

    /// <summary>Stands before a line that was removed [documented].</summary>
    public const string RemovedText = "Invalid Mapping(s) detected and automatically removed:";

    /// <summary>Stands before a line of the mapping that makes removed ones superfluous [documented].</summary>
    public const string ValidText = "The following valid mapping was identified:";

    /// <summary>Corrects the mappings, if the configuration wants it. What goes wrong is noted in the log and never keeps a program from starting.</summary>
    /// <param name="installationPath">Folder of the installation.</param>
    /// <param name="log">isps_ul.log, or isps_uls.log for the service. Each line of the file stands behind the documented text, in the same entry [our reading].</param>
    /// <param name="cancellationToken">Cancels it before anything is written.</param>
    public static Task RunAsync(string installationPath, ILog log, CancellationToken cancellationToken)
        => RunAsync(installationPath, log, () => DateTime.Now, cancellationToken);

    internal static async Task RunAsync(string installationPath, ILog log, Func<DateTime> now, CancellationToken cancellationToken)
    {
        try
        {
            if (!IspsUlConfiguration.Load(installationPath).General.AutomaticMappingCorrection)
            {
                return;
            }
        }
        catch (XlinkException exception)
        {
            Tell(log, exception);
            return;
        }

        log.Info(StartedText);
        try
        {
            var map = AcdMap.Load(installationPath);
            var servers = await ServerInventory.LoadAsync(
                installationPath, map.Mappings.Select(mapping => mapping.Target.ServerEntry), (_, failure) => Tell(log, failure), cancellationToken);
            Correct(map, MapCorrection.Find(map, servers), log, now());
        }
        catch (XlinkException exception)
        {
            Tell(log, exception);
        }
        finally
        {
            log.Info(CompletedText);
        }
    }

    /// <summary>Does all steps and notes them once they are on the disk.</summary>
    internal static void Correct(AcdMap map, MapCorrection correction, ILog log, DateTime now)
    {
        var done = correction.Steps.Where(correction.Apply).ToList();
        var backup = correction.Save(now);
        foreach (var change in done.Where(step => step.Kind == MapCorrectionKind.Updated).SelectMany(step => step.Changes))
        {
            log.Info(CorrectedText + " " + change.Old);
            log.Info(UpdatedText + " " + change.New);
        }

        foreach (var same in done.Where(step => step.Kind == MapCorrectionKind.Removed).GroupBy(step => step.ValidTarget!))
        {
            foreach (var change in same.SelectMany(step => step.Changes))
            {
                log.Info(RemovedText + " " + change.Old);
            }

            foreach (var (_, line) in map.LinesOf(same.Key))
            {
                log.Info(ValidText + " " + line);
            }
        }

        foreach (var step in correction.Steps.Where(step => step.Kind == MapCorrectionKind.Unknown))
        {
            log.Warning(step.Changes[0].Reason);
        }

        if (backup is not null)
        {
            // A changed configuration is worth a line even where Protocol is off.
            log.Warning(MessageText.Format(nameof(Messages.MappingsCorrected), map.FilePath, done.Count, backup));
        }
    }

    private static void Tell(ILog log, XlinkException exception) => log.Error(exception.Message + " " + exception.Remedy);
}
