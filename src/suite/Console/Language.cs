using System;
using System.Globalization;
using System.IO;
using System.Reflection;

namespace Xlink.Suite;

/// <summary>
/// The language of a program: the one word in the file <c>&lt;program&gt;.lng</c> beside it, as copied there from a language folder such as
/// <c>german</c> [our reading of the documented two files per language folder]. Without the file it is English.
/// </summary>
internal static class Language
{
    internal static void Apply()
    {
        var program = Assembly.GetEntryAssembly()!.GetName().Name!;
        var path = Path.Combine(AppContext.BaseDirectory, program + ".lng");
        var name = File.Exists(path) ? File.ReadAllText(path).Trim() : "en";
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        }

        CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture;
    }
}
