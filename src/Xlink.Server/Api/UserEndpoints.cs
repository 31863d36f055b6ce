using System;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Api;

/// <summary>User administration.</summary>
internal static class UserEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    internal static void Map(RouteGroupBuilder api)
    {
        var users = api.MapGroup("users").WithTags("Users");
        users.MapGet(string.Empty, (IWfmStore store, CancellationToken cancellationToken) => store.Users.GetAllAsync(cancellationToken))
            .Needs(Access.Administer)
            .WithSummary("All users.");
        users.MapPost(string.Empty, CreateAsync)
            .Needs(Access.Administer)
            .WithSummary("Creates a user.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        users.MapPatch("{id:int}", ChangeAsync)
            .Needs(Access.Administer)
            .WithSummary("Changes a user. A new password unlocks the user and ends its tokens.")
            .Refuses(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status409Conflict, StatusCodes.Status422UnprocessableEntity);
        users.MapDelete("{id:int}", DeleteAsync)
            .Needs(Access.Administer)
            .WithSummary("Deletes a user.")
            .Refuses(StatusCodes.Status404NotFound, StatusCodes.Status409Conflict);
        users.MapGet("{id:int}/tokens", (int id, HttpRequest request, IWfmStore store, TimeProvider clock, CancellationToken cancellationToken)
                => store.Users.GetTokensAsync(id, TokenEndpoints.CurrentHash(request), clock.GetUtcNow(), cancellationToken))
            .Needs(Access.Administer)
            .WithSummary("A user's logins that count.")
            .Refuses(StatusCodes.Status404NotFound);
        users.MapDelete("{id:int}/tokens", RevokeTokensAsync)
            .Needs(Access.Administer)
            .WithSummary("Ends every login of a user.")
            .Refuses(StatusCodes.Status404NotFound);
        users.MapPost("{id:int}/unlock", (int id, IWfmStore store, CancellationToken cancellationToken) => store.Users.UnlockAsync(id, cancellationToken))
            .Needs(Access.Administer)
            .WithSummary("Unlocks a user after too many wrong logins.")
            .Refuses(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> CreateAsync(NewUser user, IWfmStore store, PasswordHashing hashing, CancellationToken cancellationToken)
    {
        var checkedUser = user with
        {
            UserName = NameRule.UserName(user.UserName),
            EmailAddress = NameRule.EmailAddress(user.EmailAddress),
            FirstName = NameRule.PersonName(user.FirstName),
            LastName = NameRule.PersonName(user.LastName),
            Groups = NameRule.Groups(user.Groups),
        };
        if (checkedUser.UserName is null && checkedUser.EmailAddress is null)
        {
            throw Refusal.UserNameMissing();
        }

        var hash = await hashing.CreateAsync(PasswordRule.Check(user.Password), cancellationToken);
        return TypedResults.Json(
            await store.Users.CreateAsync(checkedUser, hash, cancellationToken), WfmJson.Default.WfmUser, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<WfmUser> ChangeAsync(int id, UserChange change, IWfmStore store, PasswordHashing hashing, CancellationToken cancellationToken)
    {
        var checkedChange = change with
        {
            FirstName = NameRule.PersonName(change.FirstName),
            LastName = NameRule.PersonName(change.LastName),
            Groups = change.Groups is null ? null : NameRule.Groups(change.Groups),
        };
        var hash = change.Password is null ? null : await hashing.CreateAsync(PasswordRule.Check(change.Password), cancellationToken);
        return await store.Users.ChangeAsync(id, checkedChange, hash, cancellationToken);
    }

    private static Task<NoContent> DeleteAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => store.Users.DeleteAsync(id, cancellationToken).NoContentAsync();

    private static Task<NoContent> RevokeTokensAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => store.Users.RevokeTokensAsync(id, cancellationToken).NoContentAsync();
}
