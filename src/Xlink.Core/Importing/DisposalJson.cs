using System.Collections.Generic;
using System.Text.Json.Serialization;
using Xlink.Targets.Wfm;

namespace Xlink.Importing;

/// <summary>The journals of source files as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(LocalDateJsonConverter)])]
[JsonSerializable(typeof(List<PartlyImportedFile>))]
[JsonSerializable(typeof(List<PendingDisposal>))]
internal sealed partial class DisposalJson : JsonSerializerContext;
