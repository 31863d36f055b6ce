using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Targets.Wfm;

namespace Xlink.Server.Store;

/// <summary>Users, their logins and tokens. Names come in checked; passwords and tokens come in hashed.</summary>
internal interface IUsers
{
    /// <summary>All users by ID.</summary>
    Task<IReadOnlyList<WfmUser>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>A user, or <see langword="null"/> if there is none.</summary>
    Task<WfmUser?> FindAsync(int id, CancellationToken cancellationToken);

    /// <summary>Creates a user. Refused: <c>LoginTaken</c>.</summary>
    Task<WfmUser> CreateAsync(NewUser user, string passwordHash, CancellationToken cancellationToken);

    /// <summary>Changes a user; a new password unlocks it and ends its tokens. Refused: <c>UserNotFound</c>, <c>LastAdministrator</c>.</summary>
    Task<WfmUser> ChangeAsync(int id, UserChange change, string? passwordHash, CancellationToken cancellationToken);

    /// <summary>Unlocks a user. Refused: <c>UserNotFound</c>.</summary>
    Task<WfmUser> UnlockAsync(int id, CancellationToken cancellationToken);

    /// <summary>Deletes a user with its tokens. Refused: <c>UserNotFound</c>, <c>LastAdministrator</c>.</summary>
    Task DeleteAsync(int id, CancellationToken cancellationToken);

    /// <summary>Creates an administrator if there is no user at all.</summary>
    /// <returns>Whether it was created.</returns>
    Task<bool> CreateFirstAdministratorAsync(string name, Func<string> passwordHash, CancellationToken cancellationToken);

    /// <summary>Gives the user of that name the password, admin access and an unlocked state; creates it if it is missing.</summary>
    Task ResetAdministratorAsync(string name, string passwordHash, CancellationToken cancellationToken);

    /// <summary>The password to compare a login with, or <see langword="null"/> if nobody logs in by that name.</summary>
    Task<StoredPassword?> FindPasswordAsync(string login, CancellationToken cancellationToken);

    /// <summary>Counts a refused login; <see langword="null"/> for an unknown user costs the same work, so that time does not tell.</summary>
    Task CountRefusedLoginAsync(int? userId, CancellationToken cancellationToken);

    /// <summary>Opens a session if the user, at that moment, is not locked and still has the password that was compared.</summary>
    /// <param name="compared">The password that was compared.</param>
    /// <param name="betterHash">A stronger hash of the same password to keep from now on, or <see langword="null"/>.</param>
    /// <param name="tokenHash">Hash of the new token.</param>
    /// <param name="now">The time of the login.</param>
    /// <param name="expires">When the token ends.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The user, or <see langword="null"/> if the login is refused.</returns>
    Task<WfmUser?> OpenSessionAsync(
        StoredPassword compared, string? betterHash, byte[] tokenHash, DateTimeOffset now, DateTimeOffset expires, CancellationToken cancellationToken);

    /// <summary>Whose token it is, or <see langword="null"/> if it is unknown or has expired.</summary>
    Task<WfmUser?> FindByTokenAsync(byte[] tokenHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a token.</summary>
    Task EndTokenAsync(byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>The tokens of a user that have not expired, the latest first. Refused: <c>UserNotFound</c>.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="current">Hash of the token that asks.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<IReadOnlyList<WfmToken>> GetTokensAsync(int userId, byte[] current, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Ends a token by its ID. Refused: <c>TokenNotFound</c>.</summary>
    /// <param name="id">The token.</param>
    /// <param name="ownerId">Whose it has to be; <see langword="null"/> for anybody's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RevokeTokenAsync(long id, int? ownerId, CancellationToken cancellationToken);

    /// <summary>Ends all tokens of a user. Refused: <c>UserNotFound</c>.</summary>
    Task RevokeTokensAsync(int userId, CancellationToken cancellationToken);
}
