using System;
using System.Collections;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Security;
using Xlink;

namespace XlinkPS.ExternalSystems;

/// <summary>A key of an external system with the value it is to get.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value as it is written.</param>
internal sealed record KeyChange(string Key, string Value)
{
    /// <summary>The key and its value, unless that is a secret.</summary>
    public override string ToString() => Key + "=" + (SecretSetting.IsSecret(Key) ? "********" : Value);

    /// <summary>A change as a user writes it into a hashtable: numbers and texts as they are, switches as 1 and 0, lists with semicolons.</summary>
    internal static KeyChange From(object key, object? value)
    {
        var name = Convert.ToString(key, CultureInfo.InvariantCulture)!;
        return new(name, Unwrap(value) switch
        {
            SecureString secure => SecretSetting.Write(name, secure),
            bool isOn => isOn ? "1" : "0",
            IEnumerable items and not string => SecretSetting.Check(name, Join([.. items.Cast<object?>().Select(ToText)])),
            var other => SecretSetting.Check(name, ToText(other)),
        });
    }

    /// <summary>The items of a list as the configuration file has them.</summary>
    internal static string Join(string[] items)
        => Array.Find(items, item => item.IndexOf(';') >= 0) is { } wrong
            ? throw XlinkException.Create(nameof(Messages.ListItemInvalid), XlinkErrorCategory.InvalidArgument, wrong)
            : string.Join(";", items);

    private static string ToText(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
