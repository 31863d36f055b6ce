namespace Xlink.Server.Hosting;

/// <summary>A port that the server takes connections on.</summary>
/// <param name="Port">TCP port, 0 for any free one.</param>
/// <param name="UseTls">Whether it speaks TLS (<c>iwfms</c>).</param>
internal sealed record Listener(int Port, bool UseTls);
