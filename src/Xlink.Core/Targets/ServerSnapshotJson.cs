using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Xlink.Targets;

/// <summary>Snapshots of servers as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(List<ServerSnapshot>))]
internal sealed partial class ServerSnapshotJson : JsonSerializerContext;
