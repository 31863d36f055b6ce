using System;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Xlink.Targets.Wfm;

/// <summary>
/// A time in JSON that is one in every zone: <c>"2014-12-23T08:00:00+01:00"</c> or <c>"2014-12-23T07:00:00Z"</c>, in whole seconds. Without an offset a
/// time would be read in the zone of whichever machine reads it.
/// </summary>
public sealed class WholeSecondJsonConverter : JsonConverter<DateTimeOffset>
{
    private const int SecondsEnd = 19;

    /// <inheritdoc/>
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => reader.TokenType == JsonTokenType.String
            && reader.GetString() is { Length: > SecondsEnd } text
            && text[SecondsEnd] is 'Z' or '+' or '-'
            && reader.TryGetDateTimeOffset(out var time)
                ? time
                : throw new JsonException("A time is a text in whole seconds with its offset, like \"2014-12-23T08:00:00+01:00\".");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
