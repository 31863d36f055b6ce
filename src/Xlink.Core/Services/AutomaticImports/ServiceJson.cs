using System.Collections.Generic;
using System.Text.Json.Serialization;
using Xlink.Targets.Wfm;

namespace Xlink.Services.AutomaticImports;

/// <summary>What the service writes beside the configuration, as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, Converters = [typeof(LocalDateJsonConverter)])]
[JsonSerializable(typeof(List<ScheduleProgress>))]
[JsonSerializable(typeof(ServiceActivity))]
internal sealed partial class ServiceJson : JsonSerializerContext;
