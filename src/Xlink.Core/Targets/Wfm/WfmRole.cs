using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>
/// What a user may do. Every user has exactly one role, by what the documents know: admin access and the group <c>System</c> [documented]; whoever has
/// neither reads [our reading].
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<WfmRole>))]
public enum WfmRole
{
    /// <summary>Reads queues, values, employees and agent data; changes nothing.</summary>
    Read,

    /// <summary>Also imports: a member of the group <c>System</c>.</summary>
    Import,

    /// <summary>Does everything: has admin access.</summary>
    Admin,
}
