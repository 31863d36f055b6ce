using System;
using System.Collections.Generic;

namespace Xlink.Targets.CloudLink;

/// <summary>The channels as the files have them.</summary>
public static class CloudLinkChannelText
{
    private static readonly string[] Texts = ["calls", "chats", "emails", "social_media", "documents", "cases"];

    /// <summary>The texts, in the order of <see cref="CloudLinkChannel"/>.</summary>
    public static IReadOnlyList<string> All => Texts;

    /// <summary>The text of a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <returns>For example <c>social_media</c>.</returns>
    public static string ToText(this CloudLinkChannel channel) => Texts[(int)channel];

    /// <summary>The channel of a text.</summary>
    /// <param name="text">The text in any case; an empty one means <see cref="CloudLinkChannel.Calls"/> [documented].</param>
    /// <returns>The channel, or <see langword="null"/> if there is none of that name.</returns>
    public static CloudLinkChannel? Parse(string text) => text.Trim() is var trimmed && trimmed.Length == 0
        ? CloudLinkChannel.Calls
        : Array.FindIndex(Texts, candidate => string.Equals(candidate, trimmed, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index
            ? (CloudLinkChannel)index
            : null;
}
