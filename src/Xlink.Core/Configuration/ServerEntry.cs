using System;
using System.Globalization;
using System.Linq;

namespace Xlink.Configuration;

/// <summary>
/// One line of <c>[DB]</c> in <c>isps_ul.ini</c>: <c>1=WFM,0,xlink@company.com,&lt;encoded password&gt;</c> [documented]. The password is
/// everything behind the third comma [our reading]. <see cref="ToString"/> leaves it out.
/// </summary>
public sealed class ServerEntry
{
    /// <summary>The user of a fresh file [documented].</summary>
    public const string PlaceholderUser = "xlink@xxxx.com";

    /// <summary>The password of a fresh file [documented].</summary>
    internal const string PlaceholderPassword = "<password from generator>";

    private const int FieldCount = 4;
    private static readonly string[] PlaceholderPasswords = [PlaceholderPassword, "<Passwort vom Generator>"];

    private readonly string value;
    private readonly int userStart;
    private readonly int passwordStart;

    private ServerEntry(string value, int index, int line)
    {
        this.value = value;
        Index = index;
        Line = line;
        var fields = value.Split([','], FieldCount);
        Name = Trim(fields[0]);
        SecondField = Trim(fields[1]);
        UserName = Trim(fields[2]);
        EncodedPassword = Trim(fields[3]);
        userStart = fields[0].Length + fields[1].Length + 2 + LeadingBlanks(fields[2]);
        passwordStart = value.Length - fields[3].Length + LeadingBlanks(fields[3]);
    }

    /// <summary>The key: the entry's number.</summary>
    public int Index { get; }

    /// <summary>The name that <c>acd_map.ini</c> and <c>isps.cfg</c> know the server by.</summary>
    public string Name { get; }

    /// <summary>The second field, <c>0</c> in every documented file.</summary>
    public string SecondField { get; }

    /// <summary>The user, an e-mail address in the cloud.</summary>
    public string UserName { get; }

    /// <summary>The password as <c>Passcode</c> encoded it.</summary>
    public string EncodedPassword { get; }

    /// <summary>The line in the file, counted from 1.</summary>
    public int Line { get; }

    /// <summary>Whether user or password are still those of a fresh file [documented].</summary>
    public bool IsPlaceholder
        => string.Equals(UserName, PlaceholderUser, StringComparison.OrdinalIgnoreCase)
            || PlaceholderPasswords.Contains(EncodedPassword, StringComparer.OrdinalIgnoreCase);

    /// <summary>Number, name and user.</summary>
    public override string ToString() => FormattableString.Invariant($"{Index}={Name},{SecondField},{UserName}");

    /// <summary>Reads an entry.</summary>
    /// <returns>The entry, or <see langword="null"/> if there are fewer than four fields, no name, or no usable number.</returns>
    internal static ServerEntry? Parse(string key, string value, int line)
        => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && value.Split([','], FieldCount) is { Length: FieldCount } fields && Trim(fields[0]).Length > 0
            ? new ServerEntry(value, index, line)
            : null;

    /// <summary>The value with another user and password and everything else as it was.</summary>
    internal string With(string userName, string encodedPassword)
        => value.Substring(0, userStart)
            + userName
            + value.Substring(userStart + UserName.Length, passwordStart - userStart - UserName.Length)
            + encodedPassword
            + value.Substring(passwordStart + EncodedPassword.Length);

    private static string Trim(string field) => field.Trim(' ', '\t');

    private static int LeadingBlanks(string field) => field.Length - field.TrimStart(' ', '\t').Length;
}
