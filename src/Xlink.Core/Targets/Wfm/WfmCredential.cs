using Xlink.Credentials;

namespace Xlink.Targets.Wfm;

/// <summary>Who logs in, and where.</summary>
/// <param name="Url">The server.</param>
/// <param name="UserName">User name or e-mail address.</param>
/// <param name="Password">The password.</param>
/// <param name="Options">Time-out and pinned certificate; <see langword="null"/> for the defaults.</param>
/// <param name="Account">The account of an installation for which the login is kept in memory; <see langword="null"/> if it is not.</param>
internal sealed record WfmCredential(ServerUrl Url, string UserName, Secret Password, WfmConnectionOptions? Options, LoginAccount? Account);
