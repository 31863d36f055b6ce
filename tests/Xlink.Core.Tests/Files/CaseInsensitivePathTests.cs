using System;
using System.IO;
using Xlink.Files;

namespace Xlink.Core.Tests.Files;

public sealed class CaseInsensitivePathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("isps_ul.ini")]
    [InlineData("isps_Ul.ini")]
    [InlineData("Isps_Ul.ini")]
    public void Finds_a_file_in_any_case(string name)
    {
        _ = folder.Write(name, "");
        _ = folder.Write("isps_ul.ini.bak", "");

        Assert.Equal(name, Path.GetFileName(CaseInsensitivePath.Get(folder.Path, "isps_ul.ini")), ignoreCase: OperatingSystem.IsWindows());
    }

    [Fact]
    public void Prefers_the_exact_case()
    {
        SkipWhereCaseDoesNotMatter();
        _ = folder.Write("ISPS_UL.INI", "");
        _ = folder.Write("isps_ul.ini", "");

        Assert.Equal(folder["isps_ul.ini"], CaseInsensitivePath.Find(folder.Path, "isps_ul.ini"));
    }

    [Fact]
    public void Names_both_files_where_none_has_the_exact_case()
    {
        SkipWhereCaseDoesNotMatter();
        _ = folder.Write("ISPS_UL.INI", "");
        _ = folder.Write("Isps_Ul.ini", "");

        var error = Assert.Throws<XlinkException>(() => CaseInsensitivePath.Find(folder.Path, "isps_ul.ini"));

        Assert.Equal("FileCaseAmbiguous", error.ErrorId);
        Assert.Contains("ISPS_UL.INI, Isps_Ul.ini", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_folders_too()
    {
        _ = Directory.CreateDirectory(folder["German"]);

        Assert.Equal("German", Path.GetFileName(CaseInsensitivePath.Find(folder.Path, "german")), ignoreCase: OperatingSystem.IsWindows());
    }

    [Fact]
    public void A_missing_file_is_none_or_an_error_that_names_it_and_the_folder()
    {
        Assert.Null(CaseInsensitivePath.Find(folder.Path, "isps.cfg"));
        var error = Assert.Throws<XlinkException>(() => CaseInsensitivePath.Get(folder.Path, "isps.cfg"));

        Assert.Equal("FileMissing", error.ErrorId);
        Assert.Contains("isps.cfg", error.Message, StringComparison.Ordinal);
        Assert.Contains(folder.Path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_an_error_that_names_it()
        => Assert.Equal("FolderNotFound", Assert.Throws<XlinkException>(() => CaseInsensitivePath.Find(folder["none"], "isps.cfg")).ErrorId);

    private void SkipWhereCaseDoesNotMatter()
    {
        _ = folder.Write("case", "");
        Assert.SkipWhen(File.Exists(folder["CASE"]), "This file system does not tell upper and lower case apart.");
    }
}
