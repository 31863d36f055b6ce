namespace Xlink.Targets.Wfm;

/// <summary>An upload of a batch.</summary>
/// <param name="IdempotencyKey">Its key.</param>
/// <param name="Upload">The upload.</param>
internal sealed record KeyedUpload(string IdempotencyKey, PackedUpload Upload);
