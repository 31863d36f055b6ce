using System.Linq;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server.AgentData;

/// <summary>What the IDs of external systems may look like.</summary>
internal static class ExternalIdRule
{
    private const int MaximumDigits = 40;
    private const int MaximumActivity = 200;
    private const int MaximumDescription = 1000;

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
        return description is null || (description.Length <= MaximumDescription && !description.Any(NameRule.IsControl))
            ? externalActivity with { ExternalSystem = NameRule.ExternalSystem(externalActivity.ExternalSystem), Description = description is "" ? null : description }
            : throw Refusal.ExternalActivityInvalid(externalActivity.ExternalId, $"its description has more than {MaximumDescription} characters, a line break or a control character");
    }

    /// <summary>ID of an agent: digits only [documented], 1 to 40 of them [our reading].</summary>
    internal static void CheckAgent(string id)
    {
        if (id.Length is 0 or > MaximumDigits || !id.All(char.IsAsciiDigit))
        {
            throw Refusal.ExternalIdInvalid(id, MaximumDigits);
        }
    }

    /// <summary>ID of an external activity: 1 to 200 characters without control characters, not only blanks [our reading].</summary>
    internal static void CheckActivity(string id)
    {
        if (string.IsNullOrWhiteSpace(id) || id.Length > MaximumActivity || id.Any(NameRule.IsControl))
        {
            throw Refusal.ExternalActivityInvalid(id, $"an ID needs 1 to {MaximumActivity} characters without control characters or line breaks");
        }
    }
}
