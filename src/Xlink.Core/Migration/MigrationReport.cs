using System;
using System.Collections.Generic;
using Xlink.Installation;

namespace Xlink.Migration;

/// <summary>What leaving Xlink means for one installation.</summary>
public sealed record MigrationReport
{
    /// <summary>Folder of the installation.</summary>
    public required string Path { get; init; }

    /// <summary>Installed version; <see langword="null"/> if it is not known.</summary>
    public string? Version { get; init; }

    /// <summary>Whose Xlink it is.</summary>
    public required XlinkInstallationKind Kind { get; init; }

    /// <summary>When the report was made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The external systems, in the order of the file.</summary>
    public required IReadOnlyList<MigrationSystem> ExternalSystems { get; init => field = value.Indexable(); }

    /// <summary>The mapped value types, in the order of the file.</summary>
    public required IReadOnlyList<MigrationMapping> Mappings { get; init => field = value.Indexable(); }

    /// <summary>The scripts: those that mappings name, and those that lie in the folder.</summary>
    public required IReadOnlyList<MigrationScript> Scripts { get; init => field = value.Indexable(); }

    /// <summary>What has no effect any more.</summary>
    public required IReadOnlyList<DeadConfiguration> DeadConfiguration { get; init => field = value.Indexable(); }

    /// <summary>Where passwords can be read by everybody who can read the file.</summary>
    public required IReadOnlyList<PlainPassword> PlainPasswords { get; init => field = value.Indexable(); }

    /// <summary>What is to be done, in order.</summary>
    public required IReadOnlyList<MigrationStep> Steps { get; init => field = value.Indexable(); }

    /// <summary>What could not be looked at, and why, in the user's language.</summary>
    public required IReadOnlyList<string> Unchecked { get; init => field = value.Indexable(); }

    /// <summary>Old against new over some days; <see langword="null"/> if they were not compared.</summary>
    public ParallelRun? ParallelRun { get; init; }
}
