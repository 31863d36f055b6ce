using System.Management.Automation;
using System.Runtime.CompilerServices;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.ExternalSystems;

/// <summary>Creates an external system (ACD, CRM …) on the connected WFM server. Its configuration is the section of the same name in isps_ul.ini.</summary>
[Cmdlet(VerbsCommon.New, "XlinkExternalSystem", SupportsShouldProcess = true)]
[OutputType(typeof(WfmExternalSystem))]
public sealed class NewXlinkExternalSystemCommand : ServerCmdlet
{
    private readonly StrongBox<ExternalSystemType> givenType = new();

    /// <summary>Name, unique on the server.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = string.Empty;

    /// <summary>The interface it is read through: <c>Csv</c> files, or <c>Universal</c> for a database (ODBC).</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public ExternalSystemType Type
    {
        get => givenType.Value;
        set => givenType.Value = value;
    }

    /// <summary>It delivers call data.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter PhoneLink { get; set; }

    /// <summary>It delivers agent data.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter TimeLink { get; set; }

    /// <inheritdoc/>
    protected override object ErrorTarget => Name;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        if (!ShouldProcess(Name))
        {
            return;
        }

        var system = new WfmExternalSystem { Name = Name, Type = Type, PhoneLink = PhoneLink, TimeLink = TimeLink };
        WriteObject(Await(token => Server.CreateExternalSystemAsync(system, token)));
    }
}
