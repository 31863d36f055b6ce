using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Xlink.Server.WebConsole;

/// <summary>A file of the console: style sheet, script, chart library. Its address changes with its content, so browsers may keep it for good.</summary>
internal sealed class ConsoleAsset
{
    private const string Folder = "assets/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ConsoleAsset> All = Load();

    private readonly string name;
    private readonly string contentType;
    private readonly byte[] content;
    private readonly string mark;

    private ConsoleAsset(string name, string contentType, byte[] content)
    {
        this.name = name;
        this.contentType = contentType;
        this.content = content;
        mark = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8));
    }

    /// <summary>Address of a file below <c>wwwroot</c>.</summary>
    internal static string Address(string name) => "/" + Folder + name + "?v=" + All[name].mark;

    /// <summary>Maps the files. They hold nothing that is secret.</summary>
    internal static void Map(IEndpointRouteBuilder app)
    {
        foreach (var asset in All.Values)
        {
            app.MapGet("/" + Folder + asset.name, asset.Send).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private FileContentHttpResult Send(HttpContext context)
    {
        if (string.Equals(context.Request.Query["v"], mark, StringComparison.Ordinal))
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        }

        return TypedResults.File(content, contentType);
    }

    private static FrozenDictionary<string, ConsoleAsset> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal) && ContentTypes.ContainsKey(Path.GetExtension(resource)))
            .Select(resource => new ConsoleAsset(resource[Folder.Length..].Replace('\\', '/'), ContentTypes[Path.GetExtension(resource)], Read(assembly, resource)))
            .ToFrozenDictionary(asset => asset.name, StringComparer.Ordinal);
    }

    private static byte[] Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
