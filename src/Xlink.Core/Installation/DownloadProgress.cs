namespace Xlink.Installation;

/// <summary>How far a download is.</summary>
/// <param name="BytesReceived">Bytes received so far.</param>
/// <param name="BytesTotal">Bytes in all, if the server says so.</param>
public sealed record DownloadProgress(long BytesReceived, long? BytesTotal);
