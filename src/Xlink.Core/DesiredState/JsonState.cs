using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Xlink.DesiredState;

/// <summary>A desired state as JSON. Comments and commas at the end of a list are read, as editors of such files write them [our reading].</summary>
internal static class JsonState
{
    internal const string Extension = ".json";

    private const int MaximumDepth = 16;

    private static readonly JsonReaderOptions ReaderOptions = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MaximumDepth };

    /// <summary>Reads a file's bytes.</summary>
    /// <exception cref="XlinkException"><c>DesiredStateSyntax</c>, with the line.</exception>
    internal static StateNode Parse(byte[] bytes, string file)
    {
        var mark = Encoding.UTF8.GetPreamble();
        var start = bytes.AsSpan().StartsWith(mark) ? mark.Length : 0;
        var reader = new Utf8JsonReader(bytes.AsSpan(start), ReaderOptions);
        var lines = new LineCount(bytes, start);
        try
        {
            _ = reader.Read();
            var root = Read(ref reader, lines);
            while (reader.Read())
            {
                // Only comments may follow; the reader complains of anything else.
            }

            return root;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Text that is no UTF-8 is an invalid operation to the reader.
            var line = error is JsonException { LineNumber: { } number } ? (int)number + 1 : lines.At(reader.TokenStartIndex);
            throw XlinkException.InFile(file, line, nameof(Messages.DesiredStateSyntax), XlinkErrorCategory.InvalidData, error, "JSON", Reason(error));
        }
    }

    /// <summary>Writes a value with two blanks per level.</summary>
    internal static byte[] Write(StateNode node, bool isIndented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            Write(writer, node);
        }

        return stream.ToArray();
    }

    // The parser's own text goes on with the place, in its own counting.
    private static string Reason(Exception error)
    {
        var end = error.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? error.Message : error.Message.Substring(0, end);
    }

    private static StateNode Read(ref Utf8JsonReader reader, LineCount lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var members = new List<StateMember>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString()!;
                    var nameLine = lines.At(reader.TokenStartIndex);
                    _ = reader.Read();
                    members.Add(new StateMember(name, Read(ref reader, lines), nameLine));
                }

                return StateNode.Object(members, line);
            case JsonTokenType.StartArray:
                var items = new List<StateNode>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Read(ref reader, lines));
                }

                return StateNode.List(items, line);
            case JsonTokenType.String:
                return StateNode.Text(reader.GetString()!, line);
            case JsonTokenType.Number:
                return StateNode.Number(Encoding.UTF8.GetString(reader.ValueSpan.ToArray()), line);
            case JsonTokenType.True or JsonTokenType.False:
                return StateNode.Boolean(reader.GetBoolean(), line);
            default:
                return StateNode.Null(line);
        }
    }

    private static void Write(Utf8JsonWriter writer, StateNode node)
    {
        switch (node.Kind)
        {
            case StateNodeKind.Object:
                writer.WriteStartObject();
                foreach (var member in node.Members)
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case StateNodeKind.List:
                writer.WriteStartArray();
                node.Items.ToList().ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            case StateNodeKind.Text:
                writer.WriteStringValue(node.Value);
                break;
            case StateNodeKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteRawValue(node.Value);
                break;
        }
    }

    /// <summary>Counts lines forward; the positions that are asked for only grow.</summary>
    private sealed class LineCount(byte[] bytes, int start)
    {
        private int passed;
        private int line = 1;

        internal int At(long index)
        {
            for (; passed < index; passed++)
            {
                line += bytes[start + passed] == '\n' ? 1 : 0;
            }

            return line;
        }
    }
}
