using System.Threading.Tasks;

namespace Xlink.Suite.Tests;

/// <summary>The user's culture decides how things are shown, never what is read and written.</summary>
public sealed class CultureTests(ServerFixture server)
{
    [Theory]
    [InlineData("C.UTF-8", "12/23/2014")]
    [InlineData("de_DE.UTF-8", "23.12.2014")]
    [InlineData("tr_TR.UTF-8", "23.12.2014")]
    public async Task The_same_values_and_files_in_every_culture(string language, string dateShown)
    {
        using var site = await Site.CreateAsync(server, map: false);

        // Upper case i is not I in Turkish: names of files, sections and keys in every case.
        site.ConfigureCsv(changes: [("DeleteImportFiles", "1"), ("Groups", "UHD_DE_IN;uhd_de_in"), ("TimeZone", "0,5")]);
        site.Edit("isps_ul.ini", text => text
            .Replace("DeleteImportFiles=", "DELETEIMPORTFILES=", System.StringComparison.Ordinal)
            .Replace("Destination=", "destination=", System.StringComparison.Ordinal)
            .Replace("Interval=", "INTERVAL=", System.StringComparison.Ordinal)
            .Replace("TimeZone=0,5", "timezone=0.5", System.StringComparison.Ordinal));
        foreach (var (name, other) in new[] { ("isps_ul.ini", "ISPS_UL.INI"), ("acd_map.ini", "ACD_MAP.INI"), ("isps.cfg", "Isps.Cfg") })
        {
            System.IO.File.Move(site.Installation.GetFile(name), System.IO.Path.Combine(site.Installation.Path, other));
        }

        site.Map(site.German, "Calls", "CSV:UHD_DE_IN:CallsOffered");
        site.Map(site.German, "AHT", "CSV:UHD_DE_IN:AHT");
        site.Map(site.English, "Calls", "CSV:uhd_de_in:CallsOffered");
        site.Deliver("İ ı.csv", Site.Header + "UHD_DE_IN;23.12.2014;8,5;1;0;100,25\nUHD_DE_IN;23.12.2014;9:00 AM;2;0;1.5\nuhd_de_in;23.12.2014;0815;4;0;0\n");

        var result = await site.ImportAsync(language, ["-L", "1"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(dateShown, result.Errors);
        Assert.Equal("09:00=1 09:30=2", await site.ValuesAsync(site.German, "Calls"));
        Assert.Equal("09:00=100.25 09:30=1.5", await site.ValuesAsync(site.German, "AHT"));
        Assert.Equal("08:45=4", await site.ValuesAsync(site.English, "Calls"));
        Assert.Equal(["İ ı.csv"], site.Files("done"));
        Assert.Matches(@"(?m)^\d\d/\d\d/\d\d \d\d:\d\d:\d\d > CSV: 3 ", site.Log("isps_ul.log"));
    }

    [Theory]
    [InlineData("de_DE.UTF-8")]
    [InlineData("tr_TR.UTF-8")]
    public async Task Dates_on_the_command_line_are_written_as_documented_in_every_culture(string language)
    {
        using var site = await Site.CreateAsync(server);
        site.Deliver("calls.csv", Site.Example);

        Assert.Equal(2, (await SuiteProgram.RunAsync(site.ImportProgram, ["-p", "-d", "23.12.2014"], language: language)).ExitCode);
        Assert.Equal(0, (await SuiteProgram.RunAsync(site.ImportProgram, ["-p", "-d", "12/23/2014"], language: language)).ExitCode);
    }
}
