namespace Xlink.Targets.Wfm;

/// <summary>An external system (ACD, CRM, …) as the WFM server knows it. Its configuration is the section of the same name in <c>isps_ul.ini</c> [documented].</summary>
public sealed record WfmExternalSystem
{
    /// <summary>ID given by the server; 0 when creating one.</summary>
    public int Id { get; init; }

    /// <summary>Name, unique on the server: no <c>:</c>, <c>=</c>, <c>[</c>, <c>]</c> or control characters, since it stands in <c>isps_ul.ini</c> and <c>acd_map.ini</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The interface it is read through.</summary>
    public required ExternalSystemType Type { get; init; }

    /// <summary>Whether it delivers call data.</summary>
    public bool PhoneLink { get; init; }

    /// <summary>Whether it delivers agent data.</summary>
    public bool TimeLink { get; init; }
}
