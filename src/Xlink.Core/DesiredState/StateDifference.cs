namespace Xlink.DesiredState;

/// <summary>One thing in which an installation is not as it is to be.</summary>
public sealed record StateDifference
{
    /// <summary>What stands for a password in <see cref="Actual"/> and <see cref="Desired"/>.</summary>
    internal const string Hidden = "********";

    /// <summary>Folder of the installation.</summary>
    public required string InstallationPath { get; init; }

    /// <summary>What it is about.</summary>
    public required StatePart Part { get; init; }

    /// <summary>Which one: name of the server entry or external system, target of the mapping; empty where there is only one.</summary>
    public required string Name { get; init; }

    /// <summary>Which value of it; empty if it is about all of it.</summary>
    public required string Key { get; init; }

    /// <summary>What it asks for.</summary>
    public required DifferenceKind Kind { get; init; }

    /// <summary>The value that is there; <see langword="null"/> if there is none. Passwords are stars.</summary>
    public string? Actual { get; init; }

    /// <summary>The value that is to be there; <see langword="null"/> if there is to be none. Passwords are stars.</summary>
    public string? Desired { get; init; }

    /// <summary>Whether it has been made good.</summary>
    public bool IsApplied { get; init; }

    /// <summary>What is about to happen, as a person reads it.</summary>
    public string Action => Kind switch
    {
        DifferenceKind.Add => MessageText.Format(nameof(Messages.DesiredStateAdd), Label, Desired),
        DifferenceKind.Remove => MessageText.Format(nameof(Messages.DesiredStateRemove), Label),
        _ => MessageText.Format(nameof(Messages.DesiredStateChange), Label, Actual, Desired),
    };

    /// <inheritdoc/>
    public override string ToString() => Action;

    private string Label => string.Join(" ", Part.ToString(), Name, Key).Replace("  ", " ").Trim();
}
