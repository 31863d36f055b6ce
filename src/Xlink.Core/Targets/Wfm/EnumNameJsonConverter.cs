using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>One of a few names in JSON: as it is spelled and nothing else, neither a number nor a list.</summary>
/// <typeparam name="T">The names.</typeparam>
public sealed class EnumNameJsonConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        foreach (T value in Enum.GetValues(typeof(T)))
        {
            if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(value.ToString()))
            {
                return value;
            }
        }

        throw new JsonException("This is one of " + string.Join(", ", Enum.GetNames(typeof(T))) + ".");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
