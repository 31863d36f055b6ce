using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Xlink.Tests;

/// <summary>
/// Tests that compare texts mean the English ones, whatever the language of the computer is. A test of another language asks for it.
/// How numbers and dates are written is the computer's matter, or that of the culture which <see cref="CultureVariable"/> names: no test may depend on it.
/// </summary>
internal static class EnglishTexts
{
    /// <summary>Names the culture that all tests run in, for example <c>ar-SA</c>.</summary>
    internal const string CultureVariable = "XLINK_TEST_CULTURE";

    [ModuleInitializer]
    internal static void Select()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
        if (Environment.GetEnvironmentVariable(CultureVariable) is { Length: > 0 } culture)
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture;
        }
    }
}
