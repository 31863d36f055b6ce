using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Configuration;
using Xlink.Logging;
using Xlink.Mapping;
using Xlink.Sources;
using Xlink.Targets;
using Xlink.Targets.Wfm;

namespace Xlink.Suite;

/// <summary>What the original's window shows: does it connect, the server's queues, and the external systems with what can be mapped.</summary>
internal static class ConnectionWindow
{
    /// <summary>Shows it.</summary>
    /// <param name="folder">Folder of the installation.</param>
    /// <param name="withTree">Also the external systems' trees.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    internal static async Task<int> ShowAsync(string folder, bool withTree, CancellationToken cancellationToken)
    {
        var result = await ConnectionTest.RunAsync(folder, serverEntry: null, progress: null, cancellationToken);
        foreach (var step in result.Steps)
        {
            Console.WriteLine((step.Success ? "+ " : "- ") + step);
            if (step.Remedy.Length > 0)
            {
                Console.WriteLine("  " + step.Remedy);
            }
        }

        if (result.Success)
        {
            using var log = InstallationLog.Open(folder, InstallationLog.Interface);
            await AutomaticMappingCorrection.RunAsync(folder, log, cancellationToken);
        }

        foreach (var queue in result.Queues)
        {
            var depth = queue.Path.Count(character => character == '/');
            Console.WriteLine(new string(' ', (depth + 1) * 2) + queue.Name + ValueTypes(queue));
        }

        var failure = result.Steps.Select(step => step.Failure).FirstOrDefault(found => found is not null);
        if (withTree)
        {
            failure = ShowTrees(folder, cancellationToken) ?? failure;
        }

        return failure is null ? ExitCode.Success : ExitCode.Of(failure);
    }

    /// <summary>Shows the trees of all external systems.</summary>
    /// <returns>The first failure; the others are shown nevertheless.</returns>
    private static XlinkException? ShowTrees(string folder, CancellationToken cancellationToken)
    {
        XlinkException? failure = null;
        foreach (var section in IspsUlConfiguration.Load(folder).ExternalSystems)
        {
            Console.WriteLine(section.Name);
            try
            {
                foreach (var leaf in CallDataSource.Open(section, folder).ReadTree(cancellationToken).Leaves)
                {
                    Console.WriteLine("  " + leaf.Path);
                }
            }
            catch (XlinkException exception)
            {
                failure ??= exception;
                Console.Error.WriteLine(exception.Message);
                Console.Error.WriteLine(exception.Remedy);
            }
        }

        return failure;
    }

    private static string ValueTypes(WfmQueue queue)
        => queue.ValueTypes.Count == 0 ? string.Empty : " (" + string.Join(", ", queue.ValueTypes) + ")";
}
