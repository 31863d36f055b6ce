namespace Xlink.Services;

/// <summary>IDs of the errors of one of our services; their remedies differ.</summary>
internal sealed record ServiceErrors
{
    public required string NotInstalled { get; init; }

    public required string StartFailed { get; init; }

    public required string StopFailed { get; init; }

    public required string ManagerFailed { get; init; }

    public required string ManagerMissing { get; init; }

    public required string MarkedForDeletion { get; init; }

    public required string FolderName { get; init; }

    public required string FolderUnreachable { get; init; }
}
