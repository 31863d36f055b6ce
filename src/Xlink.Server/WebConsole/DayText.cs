using NodaTime;
using NodaTime.Text;

namespace Xlink.Server.WebConsole;

/// <summary>Days in addresses and forms, written like 2014-12-23.</summary>
internal static class DayText
{
    /// <summary>The text of a day.</summary>
    internal static string Of(LocalDate day) => LocalDatePattern.Iso.Format(day);
}
