namespace Xlink.Targets.Wfm;

/// <summary>What a server has said of a session, and by which tag it says that it is the same still.</summary>
/// <param name="Session">What it has said.</param>
/// <param name="Tag">The entity tag.</param>
internal sealed record KnownSession(WfmSession Session, string Tag);
