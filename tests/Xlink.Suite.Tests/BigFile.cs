using System.Globalization;
using System.Text;

namespace Xlink.Suite.Tests;

/// <summary>A file that takes an import long enough to do something meanwhile.</summary>
internal static class BigFile
{
    private const int Rows = 300_000;

    /// <summary>What its import stores as the German calls.</summary>
    internal static string Values { get; } = "08:00=" + Rows.ToString(CultureInfo.InvariantCulture);

    internal static string Text()
    {
        var text = new StringBuilder(Site.Header, Rows * 36);
        for (var row = 0; row < Rows; row++)
        {
            text.Append("UHD_DE_IN;23.12.2014;08:00;1;1;10\n");
        }

        return text.ToString();
    }
}
