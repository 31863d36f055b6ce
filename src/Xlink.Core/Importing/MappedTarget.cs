using System.Collections.Generic;
using System.Linq;
using Xlink.Scripting;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>A target of the mapping file, found on the server, with its sources and compiled script.</summary>
internal sealed class MappedTarget
{
    internal required WfmQueue Queue { get; init; }

    internal required WfmValueType ValueType { get; init; }

    /// <summary>Where Para1, Para2 … come from, in this order.</summary>
    internal required IReadOnlyList<MappedSource> Sources { get; init; }

    internal required Script Script { get; init; }

    /// <summary>The external system the target's values are uploaded for: that of its first source [our reading].</summary>
    internal PlannedSource Owner => Sources[0].System;

    /// <summary>Whether every external system it needs has been read, as far as it had to be by now.</summary>
    internal bool CanBeComputed => Sources.All(source => source.System.Values is not null);
}
