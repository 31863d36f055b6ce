namespace Xlink.Targets.CloudLink;

/// <summary>What identifies a queue in the files: the key <c>CloudLinkQueueIdentifier</c>.</summary>
public enum CloudLinkQueueIdentifier
{
    /// <summary>The ID that the WFM server gave it: it stays when the queue is renamed [documented: the name may change, the identifier stays].</summary>
    Id = 0,

    /// <summary>Its name.</summary>
    Name,

    /// <summary>Its path.</summary>
    Path,
}
