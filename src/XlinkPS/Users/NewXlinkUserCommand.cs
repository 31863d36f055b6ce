using System;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using Xlink;
using Xlink.Credentials;
using Xlink.Targets.Wfm;
using XlinkPS.Servers;

namespace XlinkPS.Users;

/// <summary>Creates the user that Xlink logs in with, as the manual has it: in the cloud by e-mail address and with admin access, on-premise by name and in the group System.</summary>
[Cmdlet(VerbsCommon.New, "XlinkUser", SupportsShouldProcess = true, DefaultParameterSetName = "Cloud")]
[OutputType(typeof(WfmUser))]
public sealed class NewXlinkUserCommand : ServerCmdlet
{
    private readonly StrongBox<WfmRole?> givenRole = new();

    // Documented: the e-mail address of the cloud user begins with it.
    private const string RequiredPrefix = "xlink";

    /// <summary>Cloud: e-mail address; begins with <c>xlink</c>.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Cloud")]
    [ValidateNotNullOrEmpty]
    public string? EmailAddress { get; set; }

    /// <summary>On-premise: user name, usually <c>xlink</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "OnPremise")]
    [ValidateNotNullOrEmpty]
    public string? UserName { get; set; }

    /// <summary>The password.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNull]
    public SecureString Password { get; set; } = new();

    /// <summary>
    /// What the user may do: <c>Admin</c> everything, <c>Import</c> read and import, <c>Read</c> read. Default: what Xlink needs, <c>Admin</c> in the
    /// cloud and <c>Import</c> on-premise.
    /// </summary>
    [Parameter]
    public WfmRole? Role
    {
        get => givenRole.Value;
        set => givenRole.Value = value;
    }

    /// <summary>First name.</summary>
    [Parameter]
    public string FirstName { get; set; } = "Xlink";

    /// <summary>Last name.</summary>
    [Parameter]
    public string LastName { get; set; } = "User";

    /// <inheritdoc/>
    protected override object? ErrorTarget => EmailAddress ?? UserName;

    /// <inheritdoc/>
    protected override void ProcessInput()
    {
        // The rule is for the user that Xlink logs in with, not for people who administer or look.
        if (EmailAddress is not null && (Role is null or WfmRole.Import) && !EmailAddress.StartsWith(RequiredPrefix, StringComparison.OrdinalIgnoreCase))
        {
            throw XlinkException.Create(nameof(Messages.EmailAddressWithoutPrefix), XlinkErrorCategory.InvalidArgument, EmailAddress);
        }

        if (!ShouldProcess(EmailAddress ?? UserName))
        {
            return;
        }

        var role = Role ?? (EmailAddress is null ? WfmRole.Import : WfmRole.Admin);
        using var password = Secret.From(Password);
        var user = new NewUser
        {
            EmailAddress = EmailAddress,
            UserName = UserName,
            FirstName = FirstName,
            LastName = LastName,
            IsAdmin = role == WfmRole.Admin,
            Groups = role == WfmRole.Import ? [WfmUser.SystemGroup] : [],
            Password = password.Reveal(),
        };
        WriteObject(Await(token => Server.CreateUserAsync(user, token)));
    }
}
