using System.Collections.Generic;
using Xlink.Targets.Wfm;

namespace Xlink.Targets.CloudLink;

/// <summary>Which value types of a queue make its rows.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Offered">ID of the value type with the contacts.</param>
/// <param name="Answered">ID of the value type with the handled ones.</param>
/// <param name="HandlingTime">ID of the value type with their seconds; <see langword="null"/> for none.</param>
/// <param name="IsAverage">Whether those are the seconds of one.</param>
/// <param name="ExternalSystems">The external systems that these values belong to, in the order of the mappings.</param>
internal sealed record QueueRoles(
    WfmQueue Queue, CloudLinkChannel Channel, int Offered, int Answered, int? HandlingTime, bool IsAverage, IReadOnlyList<string> ExternalSystems)
{
    /// <summary>Whether a value type is one of them.</summary>
    internal bool Has(int valueType) => valueType == Offered || valueType == Answered || valueType == HandlingTime;
}
