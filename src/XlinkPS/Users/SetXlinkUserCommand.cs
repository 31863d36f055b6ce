using System;
using System.Linq;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using System.Security;
using Xlink;
using Xlink.Credentials;
using Xlink.Targets.Wfm;

namespace XlinkPS.Users;

/// <summary>Changes a user of the connected WFM server. A new password unlocks the user and ends its logins.</summary>
[Cmdlet(VerbsCommon.Set, "XlinkUser", SupportsShouldProcess = true, DefaultParameterSetName = "EmailAddress")]
[OutputType(typeof(WfmUser))]
public sealed class SetXlinkUserCommand : UserTargetCmdlet
{
    private readonly StrongBox<WfmRole?> givenRole = new();

    /// <summary>New password.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>New first name.</summary>
    [Parameter]
    public string? FirstName { get; set; }

    /// <summary>New last name.</summary>
    [Parameter]
    public string? LastName { get; set; }

    /// <summary>What the user may do from now on, in place of <c>-IsAdmin</c> and <c>-Group</c>; the user's other groups stay.</summary>
    [Parameter]
    public WfmRole? Role
    {
        get => givenRole.Value;
        set => givenRole.Value = value;
    }

    /// <summary>Whether the user has admin access: <c>$true</c> or <c>$false</c>.</summary>
    [Parameter]
    public bool? IsAdmin { get; set; }

    /// <summary>The groups that the user is a member of from now on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[]? Group { get; set; }

    /// <summary>Writes the changed user to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Change(WfmUser item)
    {
        if (Role is not null && (IsAdmin is not null || Group is not null))
        {
            throw XlinkException.Create(nameof(Messages.RoleGivenTwice), XlinkErrorCategory.InvalidArgument);
        }

        if (!ShouldProcess(item.Login))
        {
            return;
        }

        using var password = Password is null ? null : Secret.From(Password);
        var change = new UserChange
        {
            FirstName = FirstName,
            LastName = LastName,
            IsAdmin = Role is { } admin ? admin == WfmRole.Admin : IsAdmin,
            Groups = Role is { } role ? GroupsOf(item, role) : Group,
            Password = password?.Reveal(),
        };
        var changed = Await(token => Server.ChangeUserAsync(item.Id, change, token));
        if (PassThru)
        {
            WriteObject(changed);
        }
    }

    private static string[] GroupsOf(WfmUser user, WfmRole role)
    {
        var others = user.Groups.Where(group => !string.Equals(group, WfmUser.SystemGroup, StringComparison.OrdinalIgnoreCase));
        return [.. role == WfmRole.Import ? others.Append(WfmUser.SystemGroup) : others];
    }
}
