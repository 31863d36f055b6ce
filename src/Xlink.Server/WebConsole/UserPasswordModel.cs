using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What the page for a new password shows.</summary>
/// <param name="User">Whose password it is.</param>
/// <param name="Error">Why the last one was refused, or <see langword="null"/>.</param>
public sealed record UserPasswordModel(WfmUser User, string? Error);
