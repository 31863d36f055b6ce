using System;

namespace Xlink.Server.Api;

/// <summary>A parameter of a request's address that is one of some names.</summary>
internal static class EnumParameter
{
    /// <summary>Reads it, case-insensitively; an empty text is as good as none.</summary>
    /// <param name="name">What the parameter is called.</param>
    /// <param name="text">What stands there.</param>
    /// <exception cref="RefusedException"><c>ParameterInvalid</c>.</exception>
    internal static T? Read<T>(string name, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // By name alone: the framework would read numbers and lists too.
        var names = Enum.GetNames<T>();
        return Array.Find(names, candidate => string.Equals(candidate, text, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<T>(found)
            : throw Refusal.ParameterInvalid("'" + name + "' is one of " + string.Join(", ", names) + ".");
    }
}
