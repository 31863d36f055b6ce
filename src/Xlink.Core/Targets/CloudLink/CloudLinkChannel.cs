namespace Xlink.Targets.CloudLink;

/// <summary>What kind of contacts a queue has [documented].</summary>
public enum CloudLinkChannel
{
    /// <summary><c>calls</c>, which an empty field means too [documented].</summary>
    Calls = 0,

    /// <summary><c>chats</c>.</summary>
    Chats,

    /// <summary><c>emails</c>.</summary>
    Emails,

    /// <summary><c>social_media</c>.</summary>
    SocialMedia,

    /// <summary><c>documents</c>.</summary>
    Documents,

    /// <summary><c>cases</c>.</summary>
    Cases,
}
