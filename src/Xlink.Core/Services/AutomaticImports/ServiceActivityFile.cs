using System.IO;
using System.Linq;
using System.Text.Json;
using NodaTime;
using Xlink.Configuration;
using Xlink.Importing;

namespace Xlink.Services.AutomaticImports;

/// <summary>Where a service tells what it does, for Get-XlinkService. Nothing depends on it: where it cannot be written, the service goes on without.</summary>
internal sealed class ServiceActivityFile : IImportObserver
{
    private static readonly Duration ShortestBetweenReports = Duration.FromSeconds(1);

    private readonly string path;
    private readonly IClock clock;
    private readonly SignsOfLife life;
    private ServiceActivity told;
    private ServiceActivity current;
    private Instant toldAt = Instant.MinValue;

    internal ServiceActivityFile(string installationPath, IClock clock, SignsOfLife life)
    {
        path = Path.Combine(installationPath, ServiceActivity.FileName);
        this.clock = clock;
        this.life = life;

        // What the last process has imported is worth knowing; what it was at is not.
        current = ReadOrNone(installationPath) with { Running = null };
        told = current;
    }

    /// <summary>An import begins.</summary>
    internal void Begin(ImportKind kind)
        => Tell(current with { Running = new RunningImport { Kind = kind, Started = clock.GetCurrentInstant().ToDateTimeUtc() } });

    /// <summary>An import has ended.</summary>
    /// <param name="kind">What was imported.</param>
    /// <param name="isDone">Whether it came to its end.</param>
    /// <param name="isComplete">Whether nothing was missing.</param>
    internal void End(ImportKind kind, bool isDone, bool isComplete)
    {
        var import = current.Find(kind);
        var began = current.Running?.Started;
        Tell((current with { Running = null }).With(import with
        {
            LastRun = isDone ? began : import.LastRun,
            LastError = isComplete ? null : import.LastError,
        }));
    }

    /// <summary>Something went wrong with the imports of a kind; <see langword="null"/> for all.</summary>
    internal void Trouble(ImportKind? kind, string text)
    {
        var changed = current;
        foreach (var import in current.Imports)
        {
            changed = kind is null || import.Kind == kind ? changed.With(import with { LastError = text }) : changed;
        }

        Tell(changed);
    }

    /// <summary>The server is there again.</summary>
    internal void Connected()
    {
        foreach (var import in current.Imports)
        {
            Tell(current.With(import with { LastError = null }));
        }
    }

    /// <summary>The service ends.</summary>
    internal void Stop()
        => Tell(new ServiceActivity { Imports = [.. current.Imports.Select(import => import with { NextRun = null })] });

    /// <summary>When the next import of a kind is due, and what is wrong with the configuration or the schedule.</summary>
    internal void Schedule(ImportKind kind, Instant? next, string? error)
        => Tell(current.With(current.Find(kind) with { NextRun = next?.ToDateTimeUtc(), ConfigurationError = error }));

    /// <inheritdoc/>
    public void Progressed(ImportProgress progress)
    {
        life.Give();
        if (current.Running is { } running && clock.GetCurrentInstant() - toldAt >= ShortestBetweenReports)
        {
            Tell(current with
            {
                Running = running with { ExternalSystem = progress.ExternalSystem, Activity = progress.Activity, Fraction = progress.Fraction },
            });
        }
    }

    /// <inheritdoc/>
    public void StepDone(string message) => life.Give();

    /// <inheritdoc/>
    public void Warned(string message) => life.Give();

    /// <inheritdoc/>
    public void Failed(string externalSystem, XlinkException failure) => Trouble(current.Running?.Kind, failure.Message + " " + failure.Remedy);

    private void Tell(ServiceActivity activity)
    {
        life.Give();
        current = activity;
        if (IsSame(activity, told))
        {
            return;
        }

        try
        {
            ConfigurationFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(activity, ServiceJson.Default.ServiceActivity));
        }
        catch (XlinkException)
        {
            // What keeps it from being written keeps the service from more important things, which are in the log.
        }

        told = activity;
        toldAt = clock.GetCurrentInstant();
    }

    private static bool IsSame(ServiceActivity one, ServiceActivity other)
        => one.Running == other.Running && one.Imports.SequenceEqual(other.Imports);

    private static ServiceActivity ReadOrNone(string installationPath)
    {
        try
        {
            return ServiceActivity.Read(installationPath);
        }
        catch (XlinkException)
        {
            return ServiceActivity.None;
        }
    }
}
