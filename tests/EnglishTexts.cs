using System.Globalization;
using System.Runtime.CompilerServices;

namespace Xlink.Tests;

/// <summary>Tests that compare texts mean the English ones, whatever the language of the computer is. A test of another language asks for it.</summary>
internal static class EnglishTexts
{
    [ModuleInitializer]
    internal static void Select()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
    }
}
