using System;
using System.Collections.Generic;
using NodaTime;

namespace Xlink.Sources;

/// <summary>Which agent data an external system is asked for.</summary>
public sealed record AgentDataRequest
{
    /// <summary>The local days, both ends included.</summary>
    public required DateInterval Days { get; init; }

    /// <summary>The time zone of the server, in which the days are local.</summary>
    public required DateTimeZone Zone { get; init; }

    /// <summary>The moment of the import. An activity that nothing has ended yet lasts until then at most: no future is invented.</summary>
    public required Instant Now { get; init; }

    /// <summary>Full paths of files that are not to be read: the server has them already.</summary>
    public IReadOnlyCollection<string> FilesLeftOut { get; init; } = [];

    /// <summary>Is told each malformed row, in file order, for the log.</summary>
    public Action<SkippedRow>? RowSkipped { get; init; }
}
