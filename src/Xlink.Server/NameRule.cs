using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Xlink.Server.Api;
using Xlink.Targets.Wfm;

namespace Xlink.Server;

/// <summary>What names may look like. All rules give the name back without blanks around it, in one Unicode form.</summary>
internal static class NameRule
{
    private const int MaximumLength = 200;

    /// <summary>A user name: it stands in a line of <c>isps_ul.ini</c> between commas.</summary>
    internal static string? UserName(string? name) => name is null ? null : Check(name, ",");

    /// <summary>A first or last name; the empty one stands for none.</summary>
    internal static string? PersonName(string? name) => string.IsNullOrWhiteSpace(name) ? name?.Trim() : Check(name, string.Empty);

    /// <summary>A queue: its path is joined by <c>/</c>.</summary>
    internal static string Queue(string name) => Check(name, "/");

    /// <summary>A value type.</summary>
    internal static string ValueType(string? name) => Check(name ?? string.Empty, string.Empty);

    /// <summary>An external system: it is a section of <c>isps_ul.ini</c> and stands in <c>acd_map.ini</c>.</summary>
    internal static string ExternalSystem(string name) => Check(name, ":=[]");

    /// <summary>An employee.</summary>
    internal static string Employee(string name) => Check(name, string.Empty);

    /// <summary>An activity.</summary>
    internal static string Activity(string name) => Check(name, string.Empty);

    /// <summary>A computer.</summary>
    internal static string Computer(string name) => Check(name, string.Empty);

    /// <summary>The groups of a user, each once; the group that matters in the spelling it is documented in.</summary>
    internal static IReadOnlyList<string> Groups(IEnumerable<string?> names)
        => names.Select(name => Check(name ?? string.Empty, ","))
            .Select(name => string.Equals(name, WfmUser.SystemGroup, StringComparison.OrdinalIgnoreCase) ? WfmUser.SystemGroup : name)
            .DistinctBy(Key, StringComparer.Ordinal)
            .ToList();

    /// <summary>An e-mail address.</summary>
    internal static string? EmailAddress(string? address)
    {
        if (address is null)
        {
            return null;
        }

        var text = address.Trim();
        var at = text.IndexOf('@', StringComparison.Ordinal);
        var fits = text.Length <= MaximumLength
            && at > 0
            && at < text.Length - 1
            && text.LastIndexOf('@') == at
            && IsText(text)
            && !text.Any(character => character is ',' || char.IsWhiteSpace(character) || IsControl(character));
        return fits ? text.Normalize() : throw Refusal.EmailAddressInvalid(text);
    }

    /// <summary>
    /// What two names have in common that are the same but for case. It takes any text, as people ask for any; a NUL, which not every database takes, becomes
    /// another character that is in no name.
    /// </summary>
    internal static string Key(string name)
    {
        var text = name.Trim().Replace('\0', '\u0001');
        return (IsText(text) ? text.Normalize() : text).ToUpperInvariant();
    }

    private static string Check(string name, string forbidden)
    {
        // JSON that broke a character in two does not get here, but a name from elsewhere may.
        var text = name.Trim();
        var fits = text.Length is > 0 and <= MaximumLength && IsText(text) && !text.Any(character => IsControl(character) || forbidden.Contains(character, StringComparison.Ordinal));
        return fits
            ? text.Normalize(NormalizationForm.FormC)
            : throw Refusal.NameInvalid(text, string.Create(
                CultureInfo.InvariantCulture,
                $"it needs 1 to {MaximumLength} characters without control characters or line breaks{(forbidden.Length > 0 ? " and without any of " + string.Join(' ', forbidden.AsEnumerable()) : string.Empty)}."));
    }

    /// <summary>Whether a name is made of characters: halves of one and what Unicode keeps for programs themselves have no normal form.</summary>
    private static bool IsText(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF)
            {
                return false;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return true;
    }

    private static bool IsControl(char character)
        => char.GetUnicodeCategory(character) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
