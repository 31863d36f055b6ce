using System;
using System.IO;
using System.Linq;
using Xlink.Configuration;
using Xlink.Core.Tests.Installation;
using Xlink.Credentials;
using Xlink.DesiredState;
using Xlink.Importing;
using Xlink.Installation;
using Xlink.Mapping;
using Xlink.Services;

namespace Xlink.Core.Tests.DesiredState;

public sealed class StateChangeTests : IDisposable
{
    private readonly StateSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void An_empty_folder_becomes_the_whole_installation()
    {
        var result = site.Apply(StateSite.Everything);

        var settings = IspsUlConfiguration.Load(site.Installation);
        var entry = settings.FindServerEntry("WFM")!;
        Assert.Equal("xlink@company.com", entry.UserName);
        using var password = PasswordEncoding.Open(site.Installation).Unprotect(entry.EncodedPassword);
        Assert.Equal(StateSite.Password, password.Reveal());
        Assert.Equal("iwfms://host.injixo.com:45054", IspsCfgConfiguration.Load(site.Installation).GetServer("WFM").UrlText);
        Assert.Equal("0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", IspsCfgConfiguration.Load(site.Installation).GetServer("Hamburg").CertificateThumbprint);
        Assert.Equal(2048, settings.General.LogMaxFileSize);
        Assert.Equal(30, ImportSchedule.Read(settings.Document.FindSection("General")).Minutes);
        Assert.Equal(ImportScheduleMode.Daily, ImportSchedule.Read(settings.Document.FindSection("General"), ImportKind.AgentData).Mode);
        Assert.Equal("UHD_DE_IN;UHD_EN_IN", settings.FindExternalSystem("CSV")!.GetValue("Groups"));
        var hidden = settings.FindExternalSystem("ODBC")!.GetValue("Password")!;
        Assert.StartsWith("$$$:", hidden, StringComparison.Ordinal);
        using var external = AcdPassword.Decode(hidden);
        Assert.Equal(StateSite.Password, external.Reveal());
        var map = AcdMap.Load(site.Installation);
        Assert.Equal(["CSV:UHD_DE_IN:Calls", "CSV:UHD_EN_IN:Calls"], map.Find(new MappingTarget("WFM", 1, 1002, 1003))!.Sources.Select(source => source.ToString()));
        Assert.Contains("Result = Para1 * 100", File.ReadAllText(Path.Combine(site.Installation, map.Find(new MappingTarget("WFM", 1, 1002, 1004))!.ScriptFile!)), StringComparison.Ordinal);
        Assert.Equal("Deutsch", File.ReadAllText(Path.Combine(site.Installation, "messages.txt")));
        Assert.Equal(XlinkServiceState.Running, site.Control.Query().State);
        Assert.All(result.Differences, difference => Assert.True(difference.IsApplied));
    }

    [Fact]
    public void What_is_right_is_not_touched_again()
    {
        site.Apply(StateSite.Everything);
        var before = site.Snapshot();

        Assert.Empty(site.Change(site.Read(StateSite.Everything)).Compare());
        Assert.Empty(site.Apply(StateSite.Everything, action => Assert.Fail(action)).Differences);
        Assert.Equal(before, site.Snapshot());
        Assert.False(Directory.Exists(Path.Combine(site.Installation, "backup")));
    }

    [Fact]
    public void An_installation_that_is_exported_and_built_anew_exports_the_same()
    {
        site.Apply(StateSite.Everything);
        var state = InstallationState.Read(XlinkInstallation.Open(site.Installation), site.Control);
        Environment.SetEnvironmentVariable("XLINK_PASSWORD_WFM", StateSite.Password);
        Environment.SetEnvironmentVariable("XLINK_PASSWORD_ODBC", StateSite.Password);
        site.Control.Uninstall(TestContext.Current.CancellationToken);

        var copy = site.Read(state.ToJson());
        site.Apply(copy, site["Copy"]);

        var again = InstallationState.Read(XlinkInstallation.Open(site["Copy"]), site.Control);
        Assert.Equal(state.ToJson(), (again with { Path = state.Path }).ToJson());
        Assert.DoesNotContain(StateSite.Password, state.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("$$$:", state.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_what_differs_changes_and_every_other_byte_stays()
    {
        site.Apply(StateSite.Everything);
        var path = Path.Combine(site.Installation, "isps_Ul.ini");
        var text = File.ReadAllText(path).Replace("Source=C:\\ACD\r\n", "  Source\t= C:\\Old ; \r\n# mine, ö\r\n", StringComparison.Ordinal);
        File.WriteAllText(path, text);

        var difference = Assert.Single(site.Apply(StateSite.Everything).Differences);

        Assert.Equal((StatePart.ExternalSystem, "CSV", "Source", DifferenceKind.Change), (difference.Part, difference.Name, difference.Key, difference.Kind));
        Assert.Equal(text.Replace("C:\\Old ;", "C:\\ACD", StringComparison.Ordinal), File.ReadAllText(path));
    }

    [Fact]
    public void A_part_that_is_stated_is_complete_and_one_that_is_not_is_left_alone()
    {
        site.Apply(StateSite.Everything);
        var cfg = File.ReadAllBytes(Path.Combine(site.Installation, "isps.cfg"));

        var result = site.Apply("""
            {
              "path": "Xlink",
              "externalSystems": [{ "name": "ODBC", "keys": { "Source": "ACD" } }],
              "mappings": [{ "target": "WFM:1:1002:1004", "sources": ["ODBC:Hotline:lost"] }]
            }
            """);

        Assert.Equal(
            ["ExternalSystem CSV ", "ExternalSystem ODBC User", "Mapping WFM:1:1002:1003 ", "Mapping WFM:1:1002:1004 Script"],
            result.Differences.Select(difference => $"{difference.Part} {difference.Name} {difference.Key}").Order(StringComparer.Ordinal));
        Assert.All(result.Differences, difference => Assert.Equal(DifferenceKind.Remove, difference.Kind));
        var settings = IspsUlConfiguration.Load(site.Installation);
        Assert.Equal(["ODBC"], settings.ExternalSystems.Select(section => section.Name));
        Assert.Equal(["Source", "Password"], settings.FindExternalSystem("ODBC")!.Keys);
        Assert.Null(Assert.Single(AcdMap.Load(site.Installation).Mappings).ScriptFile);
        Assert.Equal(2, settings.ServerEntries.Count);
        Assert.Equal(cfg, File.ReadAllBytes(Path.Combine(site.Installation, "isps.cfg")));
    }

    [Fact]
    public void Server_entries_that_are_not_stated_go_and_no_other_one()
    {
        site.Apply("""
            {
              "path": "Xlink",
              "servers": [
                { "name": "Kiel", "url": "iwfm://kiel:45054", "userName": "kiel" },
                { "name": "Bonn", "url": "iwfm://bonn:45054", "userName": "bonn" },
                { "name": "Ulm", "url": "iwfm://ulm:45054", "userName": "ulm" },
                { "name": "Jena", "url": "iwfm://jena:45054", "userName": "jena" }
              ]
            }
            """);

        site.Apply("""{ "path": "Xlink", "servers": [{ "name": "Ulm" }, { "name": "Jena" }] }""");

        var entries = IspsUlConfiguration.Load(site.Installation).ServerEntries;
        Assert.Equal(["Ulm ulm", "Jena jena"], entries.Select(entry => entry.Name + " " + entry.UserName));
        Assert.Equal(["iwfm://ulm:45054", "iwfm://jena:45054"], IspsCfgConfiguration.Load(site.Installation).Servers.Select(server => server.UrlText));
    }

    [Fact]
    public void The_order_of_sources_is_that_of_the_parameters()
    {
        site.Apply(StateSite.Everything);

        site.Apply("""{ "path": "Xlink", "mappings": [{ "target": "WFM:1:1002:1004", "sources": ["CSV:A:Calls", "ODBC:Hotline:lost"], "script": "Sub Main()\n  Result = Para2\nEnd Sub" }] }""");

        var mapping = Assert.Single(AcdMap.Load(site.Installation).Mappings);
        Assert.Equal(["CSV:A:Calls", "ODBC:Hotline:lost"], mapping.Sources.Select(source => source.ToString()));
        Assert.Equal("$1.BAS", mapping.ScriptFile);
        Assert.Equal("Sub Main()\n  Result = Para2\nEnd Sub", File.ReadAllText(Path.Combine(site.Installation, "$1.BAS")));
    }

    [Fact]
    public void A_script_that_another_target_uses_too_is_not_overwritten()
    {
        site.Apply("""{ "path": "Xlink", "mappings": [{ "target": "WFM:1:2:3", "sources": ["CSV:A:Calls"], "script": "Result = 1" }, { "target": "WFM:1:2:4", "sources": ["CSV:A:Calls"], "script": "Result = 1" }] }""");
        File.WriteAllText(Path.Combine(site.Installation, "acd_map.ini"), "WFM:1:2:3=CSV:A:Calls\nWFM:1:2:3=$1.BAS\nWFM:1:2:4=CSV:A:Calls\nWFM:1:2:4=$1.BAS\n");
        File.Delete(Path.Combine(site.Installation, "$2.BAS"));

        site.Apply("""{ "path": "Xlink", "mappings": [{ "target": "WFM:1:2:3", "sources": ["CSV:A:Calls"], "script": "Result = 1" }, { "target": "WFM:1:2:4", "sources": ["CSV:A:Calls"], "script": "Result = 2" }] }""");

        Assert.Equal("Result = 1", File.ReadAllText(Path.Combine(site.Installation, "$1.BAS")));
        Assert.Equal("Result = 2", File.ReadAllText(Path.Combine(site.Installation, "$2.BAS")));
    }

    [Theory]
    [InlineData("Start")]
    [InlineData("Stop")]
    public void What_fails_at_the_service_leaves_everything_as_it_was(string failing)
    {
        site.Apply(StateSite.Everything);
        if (failing == "Start")
        {
            site.Control.Stop(TestContext.Current.CancellationToken);
        }

        var before = site.Snapshot();
        var state = """{ "path": "Xlink", "mappings": [{ "target": "WFM:9:9:9", "sources": ["CSV:A:Calls"], "script": "Result = 9" }], "service": { "state": "STATE" } }"""
            .Replace("STATE", failing == "Start" ? "running" : "stopped", StringComparison.Ordinal);

        // The files are exchanged with the service stopped and started again; what fails is the last step.
        var stops = 0;
        Assert.ThrowsAny<XlinkException>(() => site.Apply(state, action =>
        {
            if (action == failing && (failing == "Start" || ++stops == 2))
            {
                throw XlinkException.Create("ServiceNotInstalled", XlinkErrorCategory.NotInstalled);
            }
        }));

        Assert.Equal(before, site.Snapshot());
    }

    [Theory]
    [InlineData("""{ "path": "Xlink", "language": "klingon" }""", "LanguageUnknown")]
    [InlineData("""{ "path": "Xlink", "service": { "state": "running" }, "servers": [{ "name": "WFM", "password": { "file": "missing.txt" } }] }""", "FileNotFound")]
    public void A_new_installation_that_fails_leaves_nothing(string state, string errorId)
    {
        Assert.Equal(errorId, Assert.Throws<XlinkException>(() => site.Apply(state)).ErrorId);
        Assert.False(Directory.Exists(site.Installation));
        Assert.Equal(XlinkServiceState.NotInstalled, site.Control.Query().State);
    }

    [Fact]
    public void A_new_service_that_does_not_start_leaves_neither_service_nor_installation()
    {
        Assert.Throws<XlinkException>(() => site.Apply(StateSite.Everything, action =>
        {
            if (action == "Start")
            {
                throw XlinkException.Create("ServiceStartFailed", XlinkErrorCategory.InvalidOperation, "exit-code", "the journal");
            }
        }));

        Assert.False(Directory.Exists(site.Installation));
        Assert.Equal(XlinkServiceState.NotInstalled, site.Control.Query().State);
    }

    [Fact]
    public void A_service_stays_when_the_password_of_its_new_account_is_missing()
    {
        site.Apply(StateSite.Everything);
        var before = site.Snapshot();

        var failure = Assert.Throws<XlinkException>(() => site.Apply(
            """{ "path": "Xlink", "service": { "state": "running", "account": "CORP\\xlink", "password": { "file": "missing.txt" } } }"""));

        Assert.Equal("FileNotFound", failure.ErrorId);
        Assert.Equal((XlinkServiceState.Running, "default"), (site.Control.Query().State, site.Control.Query().Account));
        Assert.Equal(before, site.Snapshot());
    }

    [Fact]
    public void The_configuration_is_backed_up_before_it_changes()
    {
        site.Apply(StateSite.Everything);

        var result = site.Apply("""{ "path": "Xlink", "mappings": [] }""");

        Assert.True(File.Exists(result.BackupPath));
        Assert.Empty(AcdMap.Load(site.Installation).Mappings);
    }

    [Fact]
    public void A_password_is_told_nowhere_and_only_written_where_it_differs()
    {
        site.Apply(StateSite.Everything);
        Environment.SetEnvironmentVariable(site.Variable, "another one");

        var differences = site.Change(site.Read(StateSite.Everything)).Compare();

        Assert.Equal(["WFM Password", "ODBC Password"], differences.Select(difference => difference.Name + " " + difference.Key));
        Assert.All(differences, difference => Assert.Equal(("********", "********"), (difference.Actual, difference.Desired)));
    }

    [Fact]
    public void A_file_with_a_secret_ends_where_its_line_ends()
    {
        site.Write("secret.txt", StateSite.Password + "\r\n");
        site.Apply("""{ "path": "Xlink", "servers": [{ "name": "WFM", "password": { "file": "secret.txt" }, "userName": "x" }] }""");
        using var password = PasswordEncoding.Open(site.Installation).Unprotect(IspsUlConfiguration.Load(site.Installation).FindServerEntry("WFM")!.EncodedPassword);
        Assert.Equal(StateSite.Password, password.Reveal());
    }

    [Fact]
    public void An_original_takes_the_string_of_its_own_Passcode()
    {
        using var folder = new TemporaryFolder();
        var vendor = VendorInstallation.Create(folder);
        Environment.SetEnvironmentVariable(site.Variable, "0123456789abcdef01");
        var state = site.Read("""{ "servers": [{ "name": "WFM", "url": "iwfm://wfm:45054", "password": { "environment": "VARIABLE", "encoded": true } }] }""");

        site.Apply(state, vendor.Path);

        Assert.Equal("0123456789abcdef01", IspsUlConfiguration.Load(vendor.Path).FindServerEntry("WFM")!.EncodedPassword);
        Assert.Equal("PasswordEncodingOfVendor", Assert.Throws<XlinkException>(() => site.Apply(
            site.Read("""{ "servers": [{ "name": "WFM", "password": { "environment": "VARIABLE" } }] }""".Replace("VARIABLE", "PATH", StringComparison.Ordinal)), vendor.Path)).ErrorId);
    }

    [Fact]
    public void The_path_is_relative_to_the_file() => Assert.Equal(site.Installation, site.Change(site.Read(StateSite.Everything)).InstallationPath);

    [Fact]
    public void Without_a_path_nothing_can_be_done()
        => Assert.Equal("DesiredStatePathMissing", Assert.Throws<XlinkException>(() => site.Change(site.Read("{}"))).ErrorId);
}
