using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>The type of an external system in JSON: its name and nothing else, neither a number nor a list.</summary>
public sealed class ExternalSystemTypeJsonConverter : JsonConverter<ExternalSystemType>
{
    /// <inheritdoc/>
    public override ExternalSystemType Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach (ExternalSystemType type in Enum.GetValues(typeof(ExternalSystemType)))
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(type.ToString()))
            {
                return type;
            }
        }

        throw new JsonException("The type of an external system is one of " + string.Join(", ", Enum.GetNames(typeof(ExternalSystemType))) + ".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ExternalSystemType value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
