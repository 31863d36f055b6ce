using System;
using System.Threading;

namespace Xlink.Sources;

/// <summary>The call data of one external system (PhoneLink), wherever it comes from.</summary>
public interface ICallDataSource
{
    /// <summary>What can be mapped.</summary>
    /// <returns>The tree.</returns>
    /// <exception cref="XlinkException">The external system had to be asked and did not answer.</exception>
    SourceTree ReadTree();

    /// <summary>Reads the call data of a range of days in one pass, and changes nothing.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The values and how they came about.</returns>
    /// <exception cref="XlinkException">Nothing could be read, or only a part that must not be taken for the whole.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    CallDataReading Read(CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken);
}
