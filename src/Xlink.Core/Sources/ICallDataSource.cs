using System;
using System.Threading;

namespace Xlink.Sources;

/// <summary>The call data of one external system (PhoneLink), wherever it comes from.</summary>
public interface ICallDataSource
{
    /// <summary>Name of the external system.</summary>
    string ExternalSystem { get; }

    /// <summary>Minutes per interval: 15, 30 or 60.</summary>
    int IntervalMinutes { get; }

    /// <summary>What becomes of the files that were read; <see langword="null"/> for a source without files.</summary>
    SourceFileRule? FileRule { get; }

    /// <summary>The interface logs that are wanted; <see langword="null"/> for none.</summary>
    InterfaceLogSettings? InterfaceLog { get; }

    /// <summary>What can be mapped.</summary>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <returns>The tree.</returns>
    /// <exception cref="XlinkException">The external system had to be asked and did not answer.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    SourceTree ReadTree(CancellationToken cancellationToken = default);

    /// <summary>Finds what a mapping means, without asking the external system: a queue without calls is no mistake.</summary>
    /// <param name="path">The path without the external system: <c>UHD_DE_IN:CallsOffered</c>.</param>
    /// <returns>The series, or <see langword="null"/> if the configuration cannot have it.</returns>
    SourceSeries? FindSeries(string path);

    /// <summary>Reads the call data of a range of days in one pass, and changes nothing.</summary>
    /// <param name="request">What is wanted.</param>
    /// <param name="progress">Is told how far it has come.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The values and how they came about.</returns>
    /// <exception cref="XlinkException">Nothing could be read, or only a part that must not be taken for the whole.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    CallDataReading Read(CallDataRequest request, IProgress<SourceProgress>? progress, CancellationToken cancellationToken);
}
