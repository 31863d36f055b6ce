using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>The values of a day in JSON: an array of integers, with <c>null</c> for an interval without data.</summary>
public sealed class DayValuesJsonConverter : JsonConverter<int[]>
{
    // A day of one-minute intervals and 25 hours: nothing longer is a day.
    private const int MaximumLength = 25 * 60;

    /// <inheritdoc/>
    public override int[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("The values of a day are an array.");
        }

        var values = new List<int>(96);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (values.Count == MaximumLength)
            {
                throw new JsonException("A day has no more than 1500 intervals.");
            }

            values.Add(reader.TokenType switch
            {
                JsonTokenType.Null => DayVector.NoData,
                JsonTokenType.Number when reader.TryGetInt32(out var value) && value != DayVector.NoData => value,
                _ => throw new JsonException("A value is an integer of 32 bits (value × 100) or null."),
            });
        }

        return values.ToArray();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int[] value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            if (item == DayVector.NoData)
            {
                writer.WriteNullValue();
            }
            else
            {
                writer.WriteNumberValue(item);
            }
        }

        writer.WriteEndArray();
    }
}
