using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>A cmdlet that creates something which external systems know by IDs of their own.</summary>
public abstract class ExternallyKnownCmdlet : ServerCmdlet
{
    /// <summary>Name, unique on the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>External system that knows it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ExternalSystemCompleter))]
    public string? ExternalSystem { get; set; }

    /// <summary>Its IDs there, in quotes if zeros in front count. Empty ones, as an empty cell of a CSV file has it, are none.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    public string[]? ExternalId { get; set; }

    /// <inheritdoc/>
    protected sealed override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected sealed override void ProcessInput()
    {
        var ids = (ExternalId ?? []).Where(id => !string.IsNullOrEmpty(id)).ToList();
        if (string.IsNullOrEmpty(ExternalSystem) != (ids.Count == 0))
        {
            throw XlinkException.Create(nameof(Messages.ExternalIdIncomplete), XlinkErrorCategory.InvalidArgument, Name);
        }

        if (ShouldProcess(Name))
        {
            WriteObject(Create(ExternalSystem ?? string.Empty, ids));
        }
    }

    /// <summary>Creates it.</summary>
    /// <param name="externalSystem">External system of the IDs; empty if there are none.</param>
    /// <param name="externalIds">Its IDs there.</param>
    /// <returns>What was created.</returns>
    private protected abstract object Create(string externalSystem, IReadOnlyList<string> externalIds);
}
