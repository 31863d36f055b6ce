namespace Xlink.Server.Store;

/// <summary>The password of a user who wants to log in.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Hash">Hash of the password.</param>
internal sealed record StoredPassword(int UserId, string Hash)
{
    /// <summary>Wrong logins in a row that lock a user.</summary>
    internal const int MaximumFailures = 5;

    /// <summary>The record without its hash.</summary>
    public override string ToString() => nameof(StoredPassword);
}
