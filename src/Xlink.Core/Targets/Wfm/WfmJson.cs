using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>
/// The contracts as JSON. Requests are read strictly (<see cref="JsonSerializerContext.Options"/> of <c>Default</c>): an unknown, doubled or missing member or
/// a <c>null</c> out of place is an error. Answers are read with <see cref="Answers"/>, so that a newer server may say more than an older client knows.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AgentStatusReceipt))]
[JsonSerializable(typeof(AgentStatusUpload))]
[JsonSerializable(typeof(CallDataReceipt))]
[JsonSerializable(typeof(CallDataUpload))]
[JsonSerializable(typeof(EmployeeExternalId))]
[JsonSerializable(typeof(ExternalActivity))]
[JsonSerializable(typeof(IReadOnlyList<CallDataOutcome>))]
[JsonSerializable(typeof(IReadOnlyList<DayVector>))]
[JsonSerializable(typeof(IReadOnlyList<WfmActivity>))]
[JsonSerializable(typeof(IReadOnlyList<WfmAgentStatus>))]
[JsonSerializable(typeof(IReadOnlyList<WfmAuditEntry>))]
[JsonSerializable(typeof(IReadOnlyList<WfmEmployee>))]
[JsonSerializable(typeof(IReadOnlyList<WfmExternalSystem>))]
[JsonSerializable(typeof(IReadOnlyList<WfmImportRun>))]
[JsonSerializable(typeof(IReadOnlyList<WfmQueue>))]
[JsonSerializable(typeof(IReadOnlyList<WfmToken>))]
[JsonSerializable(typeof(IReadOnlyList<WfmUser>))]
[JsonSerializable(typeof(IReadOnlyList<WfmValueType>))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(NewQueue))]
[JsonSerializable(typeof(NewUser))]
[JsonSerializable(typeof(RetentionChange))]
[JsonSerializable(typeof(Servers.ServerFile))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(WfmProblem))]
[JsonSerializable(typeof(WfmRetention))]
[JsonSerializable(typeof(WfmRetentionResult))]
[JsonSerializable(typeof(WfmServerInfo))]
[JsonSerializable(typeof(WfmServerStatus))]
[JsonSerializable(typeof(WfmSession))]
internal sealed partial class WfmJson : JsonSerializerContext
{
    private static WfmJson? answers;

    /// <summary>The same contracts for reading answers: members unknown here are skipped.</summary>
    internal static WfmJson Answers => answers ??= new(new JsonSerializerOptions(Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        TypeInfoResolver = null,
    });
}
