namespace Xlink.Targets.Wfm;

/// <summary>A value type (metric), for example Calls or AHT. The same one serves any number of queues.</summary>
public sealed record WfmValueType
{
    /// <summary>ID given by the server, from 1001.</summary>
    public required int Id { get; init; }

    /// <summary>Name, unique on the server, case-insensitively.</summary>
    public required string Name { get; init; }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
