using System.Text.Json.Serialization;

namespace Xlink.Targets.CloudLink;

/// <summary>The journal of an export as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CloudLinkExportJournal))]
internal sealed partial class CloudLinkExportJson : JsonSerializerContext;
