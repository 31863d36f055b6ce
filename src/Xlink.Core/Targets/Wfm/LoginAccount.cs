namespace Xlink.Targets.Wfm;

/// <summary>
/// Whose login it is, as the files of an installation have it. The password is told from another by its encoded form, so that no memory holds it for this.
/// </summary>
/// <param name="InstallationPath">Folder of the installation.</param>
/// <param name="Url">Address of the server.</param>
/// <param name="Thumbprint">The pinned certificate, or <see langword="null"/>.</param>
/// <param name="UserName">User name or e-mail address.</param>
/// <param name="EncodedPassword">The password as it stands in isps_ul.ini.</param>
internal sealed record LoginAccount(string InstallationPath, string Url, string? Thumbprint, string UserName, string EncodedPassword)
{
    /// <summary>The record without its password.</summary>
    public override string ToString() => UserName + " " + Url;
}
