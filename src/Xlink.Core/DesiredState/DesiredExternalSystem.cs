using System;
using System.Collections.Generic;

namespace Xlink.DesiredState;

/// <summary>A section of isps_ul.ini for an external system; keys that are not listed are removed, but for those that hold a secret.</summary>
public sealed record DesiredExternalSystem
{
    /// <summary>Name of the external system on the server.</summary>
    public required string Name { get; init; }

    /// <summary>The keys with their values, as they stand in the file.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the values of keys are that hold a secret: <c>Password</c>, <c>Pwd</c>, <c>ConnectionString</c>.</summary>
    public IReadOnlyDictionary<string, SecretReference> Secrets { get; init; } = new Dictionary<string, SecretReference>(StringComparer.OrdinalIgnoreCase);
}
