using System.Collections.Generic;
using Xlink.Mapping;
using Xlink.Scripting;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>A target of the mapping file, found on the server, with its sources and compiled script.</summary>
internal sealed class MappedTarget
{
    internal required string ServerEntry { get; init; }

    internal required WfmQueue Queue { get; init; }

    internal required WfmValueType ValueType { get; init; }

    /// <summary>Where Para1, Para2 … come from, in this order.</summary>
    internal required IReadOnlyList<SourcePath> Sources { get; init; }

    internal required Script Script { get; init; }

    /// <summary>The external system the target's values are uploaded for: that of its first source [our reading].</summary>
    internal string ExternalSystem => Sources[0].ExternalSystem;

    public override string ToString() => Queue.Path + " / " + ValueType.Name;
}
