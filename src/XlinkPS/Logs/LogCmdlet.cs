using System.Linq;
using System.Management.Automation;
using Xlink;
using XlinkPS.Installations;

namespace XlinkPS.Logs;

/// <summary>A cmdlet that works on logs of an installation.</summary>
public abstract class LogCmdlet : InstallationCmdlet
{
    /// <summary>Names of the logs, for example <c>isps_uls.log</c>; wildcards are allowed. Default: all.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LogCompleter))]
    public string[] Name { get; set; } = [];

    private protected override string? FirstName { get => Name.Length == 1 ? Name[0] : null; set => Name = value is null ? [] : [value]; }

    /// <summary>Whether a log was asked for.</summary>
    private protected bool IsWanted(string name) => Name.Length == 0 || Name.Any(text => new NamePattern(text).IsMatch(name));

    /// <summary>The error where no log has a name that was asked for; <see langword="null"/> if none was asked for by its very name.</summary>
    private protected XlinkException? NotFound(string installationPath)
        => Name.FirstOrDefault(text => new NamePattern(text).IsExact) is { } name
            ? XlinkException.Create(nameof(Messages.LogNotFound), XlinkErrorCategory.ObjectNotFound, name, installationPath)
            : null;
}
