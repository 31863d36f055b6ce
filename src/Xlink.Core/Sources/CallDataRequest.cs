using System;
using System.Collections.Generic;
using NodaTime;

namespace Xlink.Sources;

/// <summary>Which call data an external system is asked for.</summary>
public sealed record CallDataRequest
{
    /// <summary>The local days, both ends included.</summary>
    public required DateInterval Days { get; init; }

    /// <summary>The time zone of the server, in which the days are local.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The series wanted. Nothing else is added up.</summary>
    public required IReadOnlyList<SourceSeries> Series { get; init; }

    /// <summary>Full paths of files that are not to be read: the server has them already.</summary>
    public IReadOnlyCollection<string> FilesLeftOut { get; init; } = [];

    /// <summary>Is told each query before it goes to a database, with its parameters, for the log.</summary>
    public Action<string>? QuerySent { get; init; }

    /// <summary>Is told each line that is used, in file order, by a source that has lines of its own. It takes time: only for who needs the lines themselves.</summary>
    public Action<SourceCall>? LineRead { get; init; }

    /// <summary>Is told each malformed row, in file order, for the log.</summary>
    public Action<SkippedRow>? RowSkipped { get; init; }
}
