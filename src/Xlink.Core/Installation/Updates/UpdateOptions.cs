using System;

namespace Xlink.Installation.Updates;

/// <summary>How an installation is updated.</summary>
public sealed record UpdateOptions
{
    /// <summary>Whether the same or an older version is installed too.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the service need not reach its server for the update to succeed.</summary>
    public bool SkipConnection { get; init; }

    /// <summary>How long the service may take to reach its server.</summary>
    public TimeSpan ConnectionLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Where the backup goes; <see langword="null"/> for <see cref="Backups.InstallationBackup.DefaultPath"/>.</summary>
    public string? BackupPath { get; init; }
}
