using System.Globalization;
using Xlink.Text;

namespace Xlink.Core.Tests.Text;

public sealed class ByteSizeTests
{
    [Theory]
    [InlineData(0, "0 B", "0 B")]
    [InlineData(1023, "1023 B", "1023 B")]
    [InlineData(1024, "1.0 KB", "1,0 KB")]
    [InlineData(1536, "1.5 KB", "1,5 KB")]
    [InlineData(1024 * 1024 - 1, "1.0 MB", "1,0 MB")]
    [InlineData(5L << 30, "5.0 GB", "5,0 GB")]
    [InlineData(5000L << 40, "5000.0 TB", "5000,0 TB")]
    public void A_size_is_shown_in_the_largest_unit_that_fits_in_the_users_culture(long bytes, string english, string german)
    {
        Assert.Equal(english, In("en-US", bytes));
        Assert.Equal(german, In("de-DE", bytes));
    }

    private static string In(string culture, long bytes)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return ByteSize.ToText(bytes);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
