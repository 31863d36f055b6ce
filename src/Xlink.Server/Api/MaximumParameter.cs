using System;

namespace Xlink.Server.Api;

/// <summary>The parameter <c>maximum</c> of a request for the latest of many.</summary>
internal static class MaximumParameter
{
    /// <summary>How many come if nobody says.</summary>
    internal const int Default = 100;

    private const int Limit = 1000;

    /// <summary>Gives it back if it can be.</summary>
    /// <exception cref="RefusedException"><c>ParameterInvalid</c>.</exception>
    internal static int Check(int maximum)
        => maximum is >= 1 and <= Limit ? maximum : throw Refusal.ParameterInvalid(FormattableString.Invariant($"'maximum' is a number from 1 to {Limit}."));
}
