using System;
using System.Threading;

namespace Xlink.Sources;

/// <summary>The agent data of one external system (TimeLink), wherever they come from.</summary>
public interface IAgentDataSource
{
    /// <summary>Reads the agent data of a range of days in one pass, and changes nothing.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The activities per day and how they came about.</returns>
    /// <exception cref="XlinkException">Nothing could be read, or only a part that must not be taken for the whole.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    AgentDataReading Read(AgentDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken);
}
