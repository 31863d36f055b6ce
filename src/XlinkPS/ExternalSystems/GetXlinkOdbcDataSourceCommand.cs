using System;
using System.Linq;
using System.Management.Automation;
using Xlink;
using Xlink.Odbc;

namespace XlinkPS.ExternalSystems;

/// <summary>Gets the ODBC data sources (DSN) and drivers of this computer, as the universal interface finds them.</summary>
[Cmdlet(VerbsCommon.Get, "XlinkOdbcDataSource")]
[OutputType(typeof(OdbcDataSource))]
public sealed class GetXlinkOdbcDataSourceCommand : XlinkCmdlet
{
    /// <summary>Name; wildcards are allowed.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(OdbcDataSourceCompleter))]
    public string? Name { get; set; }

    /// <summary>Only data sources of the user or the system, or only drivers.</summary>
    [Parameter]
    public OdbcDataSourceType[] Type { get; set; } = [];

    /// <inheritdoc/>
    protected override object? ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        var pattern = new NamePattern(Name);
        var found = OdbcDataSource.FindAll()
            .Where(source => pattern.IsMatch(source.Name) && (Type.Length == 0 || Array.IndexOf(Type, source.Type) >= 0))
            .ToList();
        if (found.Count == 0 && pattern.IsExact)
        {
            throw XlinkException.Create(nameof(Messages.OdbcDataSourceNotFound), XlinkErrorCategory.ObjectNotFound, Name);
        }

        WriteObject(found, enumerateCollection: true);
    }
}
