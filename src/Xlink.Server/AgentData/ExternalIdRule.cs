using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.AgentData;

/// <summary>What the IDs of external systems may look like; the contracts say so.</summary>
internal static class ExternalIdRule
{
    /// <summary>An external ID of an employee, without blanks around it.</summary>
    internal static EmployeeExternalId Check(EmployeeExternalId? externalId)
    {
        var checkedId = (externalId ?? throw Refusal.JsonInvalid("an external ID is null.")) with
        {
            ExternalSystem = NameRule.ExternalSystem(externalId.ExternalSystem),
            ExternalId = externalId.ExternalId.Trim(),
        };
        CheckAgent(checkedId.ExternalId);
        return checkedId;
    }

    /// <summary>An external activity; its ID stays as it is, an empty description is none.</summary>
    internal static ExternalActivity Check(ExternalActivity? externalActivity)
    {
        var description = (externalActivity ?? throw Refusal.JsonInvalid("an external activity is null.")).Description?.Trim();
        CheckActivity(externalActivity.ExternalId);
        return description is null || ExternalActivity.IsDescription(description)
            ? externalActivity with { ExternalSystem = NameRule.ExternalSystem(externalActivity.ExternalSystem), Description = description is "" ? null : description }
            : throw Refusal.ExternalActivityInvalid(
                externalActivity.ExternalId, $"its description has more than {ExternalActivity.MaximumDescriptionLength} characters, a line break or a control character");
    }

    /// <summary>Refuses what cannot be the ID of an agent.</summary>
    internal static void CheckAgent(string id)
    {
        if (!EmployeeExternalId.IsExternalId(id))
        {
            throw Refusal.ExternalIdInvalid(id);
        }
    }

    /// <summary>Refuses what cannot be the ID of an external activity.</summary>
    internal static void CheckActivity(string id)
    {
        if (!ExternalActivity.IsExternalId(id))
        {
            throw Refusal.ExternalActivityInvalid(
                id, $"an ID needs 1 to {ExternalActivity.MaximumIdLength} characters, not only blanks, without control characters or line breaks");
        }
    }
}
