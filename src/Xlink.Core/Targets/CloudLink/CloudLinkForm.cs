namespace Xlink.Targets.CloudLink;

/// <summary>How contact data are written: the key <c>CloudLinkForm</c>.</summary>
public enum CloudLinkForm
{
    /// <summary>A row for each queue and interval.</summary>
    Interval = 0,

    /// <summary>A row for each contact.</summary>
    Contact,
}
