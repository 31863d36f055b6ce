using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace Xlink.Importing;

/// <summary>The journal as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(List<PendingDisposal>))]
internal sealed partial class DisposalJson : JsonSerializerContext;
