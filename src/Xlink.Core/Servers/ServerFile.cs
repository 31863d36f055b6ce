using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization;
using Xlink.Files;
using Xlink.Targets.Wfm;

namespace Xlink.Servers;

/// <summary><c>server.json</c> in the data folder: the server that runs there, written by it once it listens and deleted at its graceful end.</summary>
internal sealed record ServerFile
{
    /// <summary>Name of the file.</summary>
    internal const string FileName = "server.json";

    /// <summary>ID of the process.</summary>
    [JsonPropertyName("pid")]
    public required int ProcessId { get; init; }

    /// <summary>When the process started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>Tells the process from a later one with the same ID: see <see cref="ProcessMark"/>.</summary>
    public required string ProcessMark { get; init; }

    /// <summary>Address for clients on the same computer, for example <c>iwfm://127.0.0.1:45054</c>.</summary>
    public required string Url { get; init; }

    /// <summary>All such addresses, the one with TLS first.</summary>
    // No initialiser: generated JSON readers give a missing init property its type's default instead.
    public IReadOnlyList<string> Urls { get => field ?? []; init; }

    /// <summary>What an admin should know, though the server has started; in the language of the server's user.</summary>
    public IReadOnlyList<string> Warnings { get => field ?? []; init; }

    /// <summary>Version of the server.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 thumbprint of its certificate; <see langword="null"/> without TLS.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>Whether this start created the administrator.</summary>
    public bool AdministratorCreated { get; init; }

    /// <summary>Reads the file of a data folder.</summary>
    /// <param name="dataPath">The data folder.</param>
    /// <returns>Its content, or <see langword="null"/> if there is none or it cannot be read.</returns>
    internal static ServerFile? Read(string dataPath)
    {
        try
        {
            return ReadAllowed(dataPath);
        }
        catch (XlinkException)
        {
            return null;
        }
    }

    /// <summary>Reads the file of a data folder that the user is meant to have access to.</summary>
    /// <param name="dataPath">The data folder.</param>
    /// <returns>Its content, or <see langword="null"/> if there is none or it is incomplete.</returns>
    /// <exception cref="XlinkException"><c>FileAccessDenied</c>: whether a server runs there cannot be told.</exception>
    internal static ServerFile? ReadAllowed(string dataPath)
    {
        var path = Path.Combine(dataPath, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WfmJson.Answers.ServerFile);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw FileError.AccessDenied(path, exception);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return null;
        }
    }
}
