using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Xlink.Server.Tests.Api;

/// <summary>Makes requests out of an OpenAPI description: what it allows, what is just beyond, and what nobody would send.</summary>
internal sealed class FuzzedRequest(JsonNode description, Random random)
{
    private static readonly string[] Texts =
    [
        "", " ", "a", "CSV", "ACD", "System", "admin", "Hotline", "Calls", "4711", "\0", "\u202e", "\ufffe\uffff", "\ud83d\ude00", "e\u0301", "ß", "İ", "a,b", "a/b", "a:b=[c]", "a\r\nb",
        "'; DROP TABLE users; --", "<script>alert(1)</script>", "../../etc/passwd", "%00", "${jndi:ldap://x}", "2014-12-23", "2014-02-30", "0001-01-01", "9999-12-31", "-9998-01-01",
        "2014-12-23T08:00:00Z", "2014-12-23T08:00:00+14:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "a@b", "Csv", "Admin", "null", "NaN", "1e309",
    ];

    private static readonly string[] Numbers =
    [
        "0", "1", "2", "3", "4", "15", "60", "96", "1001", "-1", "-2147483647", "-2147483648", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "1e400", "0.5", "-0",
        "1E2", "00", "123456789012345678901234567890",
    ];

    private static readonly string[] Odd = ["null", "true", "[]", "{}", "\"\"", "[null]", "[[]]", "{\"a\":{}}", "1", "\"x\"", "\"\\ud800\"", "nonsense", "'x'", "/**/1", ""];

    private static readonly string[] Encodings = ["gzip", "br", "deflate", "identity", "gzip, gzip", "x"];
    private static readonly string[] MediaTypes = ["application/json", "application/json; charset=utf-16", "text/plain", "application/problem+json", "application/xml", "a/b", "application/x-www-form-urlencoded"];

    /// <summary>A request for an operation of the description.</summary>
    internal HttpRequestMessage Make(string method, string path, JsonObject operation, string? token)
    {
        var headers = new List<(string Name, string Value)>();
        var query = new List<string>();
        var address = path;
        foreach (var parameter in operation["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            switch ((string)parameter["in"]!)
            {
                case "path":
                    address = address.Replace(
                        "{" + name + "}",
                        // HTTP itself has no NUL in a path: such a request does not get as far as the server's own code.
                        Uri.EscapeDataString(Argument(parameter).Replace('\0', 'x')),
                        StringComparison.Ordinal);
                    break;
                case "query" when Chance(85):
                    query.AddRange(Enumerable.Repeat(Uri.EscapeDataString(name) + "=" + (Chance(4) ? Pick("%ff", "%00", "%zz", "%ED%A0%80", "%") : Uri.EscapeDataString(Argument(parameter))), Chance(4) ? 2 : 1));
                    break;
                case "header" when Chance(85):
                    headers.Add((name, Chance(60) ? random.Next(6).ToString(CultureInfo.InvariantCulture) : Argument(parameter)));
                    break;
            }
        }

        if (Chance(5))
        {
            query.Add(Pick("x", "x=y", "recurse=perhaps", "=", "&&", "limit=-1"));
        }

        var request = new HttpRequestMessage(
            new HttpMethod(Chance(3) ? Pick("PUT", "TRACE", "OPTIONS", "PROPFIND", "PATCH") : method), address + (query.Count > 0 ? "?" + string.Join('&', query) : string.Empty));
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } schema)
        {
            request.Content = Body(schema);
        }
        else if (Chance(5))
        {
            request.Content = Content(Encoding.UTF8.GetBytes(Pick(Odd)));
        }

        if (token is not null)
        {
            headers.Add(("Authorization", Chance(3) ? Pick("Bearer", "Bearer ", "Basic YTpi", "Bearer " + Pick(Texts), "bearer  " + token) : "Bearer " + token));
        }

        if (Chance(5))
        {
            headers.Add((Pick("X-Forwarded-For", "Accept", "Accept-Language", "If-Match", "Cookie", "Origin", "Range", "X-HTTP-Method-Override"), Pick(Texts)));
        }

        foreach (var (name, value) in headers)
        {
            // What no client can put into a header is no request.
            if (value.All(character => character is >= ' ' and <= '~'))
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return request;
    }

    private ByteArrayContent Body(JsonNode schema)
    {
        var text = Chance(3) ? Pick(Odd) : Json(schema, depth: 0);
        text = random.Next(40) switch
        {
            0 => text[..random.Next(text.Length + 1)],
            1 => text + Pick(Odd),
            2 => string.Concat(Enumerable.Repeat("[", 5000)),
            3 => string.Concat(Enumerable.Repeat("{\"a\":", 200)) + "1" + new string('}', 200),
            _ => text,
        };
        var bytes = Encoding.UTF8.GetBytes(text);
        if (Chance(2) && bytes.Length > 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return Content(bytes);
    }

    private ByteArrayContent Content(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(Chance(4) ? Pick(MediaTypes) : "application/json");
        if (Chance(3))
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", Pick(Encodings));
        }

        return content;
    }

    private string Argument(JsonNode parameter)
        => TypeOf(parameter["schema"]!).Contains("integer") && Chance(85) ? Pick(Numbers) : Chance(50) ? Pick("2014-12-23", "2014-12-24", "ACD", "4711", "true") : Pick(Texts);

    private string Json(JsonNode schema, int depth)
    {
        if (Chance(6))
        {
            return Chance(50) ? Pick(Odd) : Quote(Pick(Texts));
        }

        var resolved = Resolve(schema);
        if (resolved["enum"] is JsonArray choices && Chance(80))
        {
            return choices[random.Next(choices.Count)]?.ToJsonString() ?? "null";
        }

        var types = TypeOf(resolved);
        return types.Length == 0 || depth > 6 ? Pick(Odd) : types[random.Next(types.Length)] switch
        {
            "object" => Object(resolved, depth),
            "array" => "[" + string.Join(',', Enumerable.Range(0, Pick(0, 1, 1, 2, 3, 96)).Select(_ => Json(resolved["items"] ?? new JsonObject(), depth + 1))) + "]",
            "integer" or "number" => Pick(Numbers),
            "boolean" => Pick("true", "false"),
            "null" => "null",
            _ => Quote((string?)resolved["format"] switch
            {
                "date" when Chance(70) => "2014-12-23",
                "date-time" when Chance(70) => "2014-12-23T0" + random.Next(10).ToString(CultureInfo.InvariantCulture) + ":00:00+01:00",
                _ => Chance(2) ? new string('x', 70_000) : Pick(Texts),
            }),
        };
    }

    private string Object(JsonNode schema, int depth)
    {
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet(StringComparer.Ordinal) ?? [];
        var members = (schema["properties"]?.AsObject() ?? [])
            .Where(member => Chance(required.Contains(member.Key) ? 97 : 60))
            .Select(member => Quote(member.Key) + ":" + Json(member.Value!, depth + 1))
            .ToList();
        if (Chance(3))
        {
            members.Add(Quote(Pick(Texts)) + ":" + Pick(Odd));
        }

        if (Chance(2) && members.Count > 0)
        {
            members.Add(members[0]);
        }

        return "{" + string.Join(',', members) + "}";
    }

    private JsonNode Resolve(JsonNode schema)
    {
        if ((string?)schema["$ref"] is { } reference)
        {
            return reference.Split('/').Skip(1).Aggregate(description, (node, name) => node[name]!);
        }

        return (schema["oneOf"] ?? schema["anyOf"]) is JsonArray { Count: > 0 } choices ? Resolve(choices[random.Next(choices.Count)]!) : schema;
    }

    private string[] TypeOf(JsonNode schema) => Resolve(schema)["type"] switch
    {
        JsonArray several => [.. several.Select(type => (string)type!)],
        JsonValue one => [(string)one!],
        _ => [],
    };

    private static string Quote(string text) => JsonValue.Create(text).ToJsonString();

    private bool Chance(int percent) => random.Next(100) < percent;

    private T Pick<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
