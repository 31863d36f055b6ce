using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Xlink.Configuration.Keys;

/// <summary>A key of a configuration file that is documented or ours.</summary>
public sealed record ConfigurationKey
{
    private readonly string expected;
    private readonly Func<IConfigurationSection, bool> isRequired;

    internal ConfigurationKey(string name, KeyKind kind, string expected, Func<IConfigurationSection, bool>? isRequired = null)
    {
        Name = name;
        Kind = kind;
        this.expected = expected;
        this.isRequired = isRequired ?? (_ => false);
    }

    /// <summary>The key as the documents write it; its case does not count.</summary>
    public string Name { get; }

    /// <summary>What its value is.</summary>
    public KeyKind Kind { get; }

    /// <summary>The interfaces that have it; <see cref="InterfaceKinds.None"/> for a key of another section.</summary>
    public InterfaceKinds Interfaces { get; init; }

    /// <summary>The only values it can have, in any case; empty if there are too many to name.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The least number that a <see cref="KeyKind.Number"/> can be.</summary>
    public int Minimum { get; init; }

    /// <summary>The greatest number that a <see cref="KeyKind.Number"/> can be.</summary>
    public int Maximum { get; init; } = int.MaxValue;

    /// <summary>Whether the key is not in the vendor's documents but ours.</summary>
    public bool IsOurs { get; init; }

    /// <summary>What its value has to be, in the user's language, as it follows "Set … to"; empty where anything goes.</summary>
    public string Expected => expected.Length == 0 ? string.Empty : MessageText.Format(expected, Values.Count > 0 ? string.Join(", ", Values) : Minimum);

    /// <summary>What the key means, as a sentence in the user's language; empty for the keys of <c>isps.cfg</c>.</summary>
    public string Explanation => Interfaces == InterfaceKinds.None
        ? MessageText.FindExplanation("General" + Name, Name)
        : (Interfaces & InterfaceKinds.Csv) == InterfaceKinds.None ? MessageText.FindExplanation(Name + "Sql", Name) : MessageText.FindExplanation(Name);

    /// <summary>Whether the value is a list with semicolons between its items.</summary>
    public bool IsList => Kind is KeyKind.List or KeyKind.SqlList or KeyKind.Columns;

    /// <summary>Whether a section of the interface cannot do without it.</summary>
    /// <param name="section">The section: some keys are needed only beside, or without, another one.</param>
    /// <returns>Whether it is needed.</returns>
    public bool IsRequiredIn(IConfigurationSection section) => isRequired(section);

    /// <summary>Whether a value can be one of this key: a number in its range, one of <see cref="Values"/>. Columns are checked against the files elsewhere.</summary>
    /// <param name="value">The value, not empty.</param>
    /// <returns>Whether it can.</returns>
    public bool Accepts(string value)
    {
        if (Values.Count > 0)
        {
            return Values.Contains(value, StringComparer.OrdinalIgnoreCase);
        }

        return Kind switch
        {
            KeyKind.Number => IsNumber(value, Minimum, Maximum),
            KeyKind.Column => IsNumber(value, 0, int.MaxValue),
            KeyKind.Columns => value.Split([';'], StringSplitOptions.RemoveEmptyEntries).All(part => IsNumber(part.Trim(), 0, int.MaxValue)),
            _ => true,
        };
    }

    private static bool IsNumber(string text, int minimum, int maximum)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum;
}
