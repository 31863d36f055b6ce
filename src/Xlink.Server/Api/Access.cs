using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>Who may do what: see <see cref="WfmRole"/>.</summary>
internal static class Access
{
    /// <summary>Policy: administrators.</summary>
    internal const string Administer = nameof(Administer);

    /// <summary>Policy: administrators and members of the group <c>System</c>.</summary>
    internal const string Import = nameof(Import);

    /// <summary>The policies.</summary>
    internal static void AddPolicies(AuthorizationOptions options)
    {
        options.AddPolicy(Administer, policy => policy.RequireRole(Administer));
        options.AddPolicy(Import, policy => policy.RequireRole(Import));
    }

    /// <summary>A user as the policies see it.</summary>
    internal static ClaimsPrincipal Principal(WfmUser user, string scheme)
    {
        var identity = new ClaimsIdentity(scheme);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, user.Id.ToString(CultureInfo.InvariantCulture)));
        identity.AddClaim(new Claim(ClaimTypes.Name, user.Login));
        if (user.Role >= WfmRole.Admin)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, Administer));
        }

        if (user.Role >= WfmRole.Import)
        {
            identity.AddClaim(new Claim(ClaimTypes.Role, Import));
        }

        return new ClaimsPrincipal(identity);
    }

    /// <summary>What an endpoint needs, in words.</summary>
    internal static string Describe(string? policy) => policy switch
    {
        Import => "admin access or the group " + WfmUser.SystemGroup,
        _ => "admin access",
    };
}
