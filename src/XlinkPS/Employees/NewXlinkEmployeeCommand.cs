using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xlink.Targets.Wfm;
using XlinkPS.ExternalSystems;

namespace XlinkPS.Employees;

/// <summary>Creates an employee on the connected WFM server. Agent data reach it through the IDs that external systems know it by: digits only.</summary>
[Cmdlet(VerbsCommon.New, "XlinkEmployee", SupportsShouldProcess = true)]
[OutputType(typeof(WfmEmployee))]
public sealed class NewXlinkEmployeeCommand : ExternallyKnownCmdlet
{
    /// <inheritdoc/>
    private protected override object Create(string externalSystem, IReadOnlyList<string> externalIds)
    {
        var employee = new WfmEmployee
        {
            Name = Name,
            ExternalIds = externalIds.Select(id => new EmployeeExternalId { ExternalSystem = externalSystem, ExternalId = id }).ToList(),
        };
        return Await(token => Server.CreateEmployeeAsync(employee, token));
    }
}
