using System;
using System.IO;
using System.Linq;
using Xlink.Installation;

namespace Xlink.Core.Tests.Installation;

public sealed class XlinkInstallationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("isps_ul.ini")]
    [InlineData("Isps_Ul.ini")]
    [InlineData("isps_uls")]
    [InlineData("ISPS_ULS.EXE")]
    public void A_folder_with_settings_or_the_service_program_is_an_installation(string file)
    {
        folder.Write(file);

        var installation = XlinkInstallation.Open(folder.Path + Path.DirectorySeparatorChar);

        Assert.Equal(folder.Path, installation.Path);
        Assert.Equal(folder.Path, installation.InstallationPath);
        Assert.Equal(folder.Path, installation.ToString());
    }

    [Theory]
    [InlineData("empty", "neither")]
    [InlineData("missing", "does not exist")]
    public void Another_folder_is_refused_by_name(string name, string reason)
    {
        folder.Write("empty/isps.cfg");

        var error = Assert.Throws<XlinkException>(() => XlinkInstallation.Open(folder[name]));

        Assert.Equal("InstallationNotFound", error.ErrorId);
        Assert.Contains(folder[name], error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains("Install-Xlink", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.1.0", "0.1.0")]
    [InlineData("\uFEFF  5.11 build 7 \r\nsecond line", "5.11 build 7")]
    [InlineData("\n0.1.0", null)]
    [InlineData("", null)]
    public void The_version_is_the_first_line_of_version_txt(string content, string? version)
    {
        folder.Write("isps_uls");
        folder.Write("Version.TXT", content);

        Assert.Equal(version, XlinkInstallation.Open(folder.Path).Version);
    }

    [Fact]
    public void Without_version_txt_there_is_no_version()
    {
        folder.Write("isps_uls");

        Assert.Null(XlinkInstallation.Open(folder.Path).Version);
    }

    [Fact]
    public void Our_programs_are_told_from_the_vendors()
    {
        folder.Write("vendor/isps_uls.exe");
        folder.Write("ours/isps_uls");
        folder.Write("ours/Xlink.Core.dll");

        Assert.Equal(XlinkInstallationKind.Vendor, XlinkInstallation.Open(folder["vendor"]).Kind);
        Assert.Equal(XlinkInstallationKind.Open, XlinkInstallation.Open(folder["ours"]).Kind);
    }

    [Fact]
    public void A_file_is_found_in_any_case()
    {
        var path = folder.Write("Isps_Ul.INI");
        var installation = XlinkInstallation.Open(folder.Path);

        Assert.Equal(path, installation.FindFile("isps_ul.ini"));
        Assert.Equal(path, installation.GetFile("ISPS_UL.ini"));
        Assert.Null(installation.FindFile("isps.cfg"));
        Assert.Equal("FileMissing", Assert.Throws<XlinkException>(() => installation.GetFile("isps.cfg")).ErrorId);
    }

    [Fact]
    public void A_folder_does_not_pass_for_a_file()
    {
        folder.Write("isps_uls");
        folder.Write("isps.cfg/content");

        Assert.Null(XlinkInstallation.Open(folder.Path).FindFile("isps.cfg"));
    }

    [Fact]
    public void Of_names_that_differ_in_case_the_exact_one_counts_and_otherwise_both_are_named()
    {
        folder.Write("isps_uls");
        var exact = folder.Write("acd_map.ini");
        folder.Write("Acd_Map.ini");
        Assert.SkipWhen(Directory.GetFiles(folder.Path, "a*").Length + Directory.GetFiles(folder.Path, "A*").Length < 2, "This file system ignores case.");
        var installation = XlinkInstallation.Open(folder.Path);

        Assert.Equal(exact, installation.FindFile("acd_map.ini"));
        var error = Assert.Throws<XlinkException>(() => installation.FindFile("ACD_MAP.INI"));
        Assert.Equal("FileCaseAmbiguous", error.ErrorId);
        Assert.Contains("acd_map.ini", error.Message, StringComparison.Ordinal);
        Assert.Contains("Acd_Map.ini", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("xlink/Support-Applications")]
    [InlineData("Support-Applications")]
    public void Support_applications_lie_inside_or_beside(string place)
    {
        folder.Write("xlink/isps_uls");
        folder.Write(place + "/Passcode.exe");

        Assert.Equal(folder[place], XlinkInstallation.Open(folder["xlink"]).SupportApplicationsPath);
    }

    [Fact]
    public void Without_sample_configurations_there_is_no_path_to_them()
    {
        folder.Write("xlink/isps_uls");

        Assert.Null(XlinkInstallation.Open(folder["xlink"]).SampleConfigurationsPath);
    }

    [Fact]
    public void Languages_are_the_folders_with_exactly_two_files_that_replace_installed_ones()
    {
        foreach (var file in new[]
        {
            "isps_uls", "a.txt", "b.txt", "german/a.txt", "german/B.TXT", "french/a.txt", "french/b.txt",
            "three/a.txt", "three/b.txt", "three/isps_uls", "other/c.txt", "other/d.txt", "one/a.txt",
        })
        {
            folder.Write(file);
        }

        var languages = XlinkInstallation.Open(folder.Path).Languages;

        Assert.Equal(["french", "german"], languages.Select(language => language.Name));
        Assert.Equal(folder["french"], languages[0].Path);
    }

    [Fact]
    public void A_program_is_the_one_for_this_platform()
    {
        folder.Write("xlink/isps_uls.exe");
        folder.Write("xlink/isps_uls");
        folder.Write("xlink/isps_uls.dll");
        folder.Write("xlink/isps_ul.exe");
        folder.Write("xlink/isps_ul.dll");
        folder.Write("support-applications/Passcode.exe");
        folder.Write("support-applications/Passcode");
        var installation = XlinkInstallation.Open(folder["xlink"]);
        var windows = OperatingSystem.IsWindows();

        Assert.Equal(folder[Path.Combine("xlink", windows ? "isps_uls.exe" : "isps_uls")], installation.FindProgram("isps_uls"));
        Assert.Equal(folder[Path.Combine("xlink", windows ? "isps_ul.exe" : "isps_ul.dll")], installation.GetProgram("isps_ul"));
        Assert.Equal(folder[Path.Combine("support-applications", windows ? "Passcode.exe" : "Passcode")], installation.FindProgram("passcode"));
        Assert.Null(installation.FindProgram("register"));
        Assert.Equal("ProgramMissing", Assert.Throws<XlinkException>(() => installation.GetProgram("register")).ErrorId);
    }

    public void Dispose() => folder.Dispose();
}
