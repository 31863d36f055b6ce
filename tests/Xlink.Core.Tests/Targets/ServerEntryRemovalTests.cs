using System;
using Xlink.Core.Tests.Diagnosis;
using Xlink.Diagnosis;
using Xlink.Targets;

namespace Xlink.Core.Tests.Targets;

public sealed class ServerEntryRemovalTests : IDisposable
{
    private readonly CheckedSite site = new();

    public void Dispose() => site.Dispose();

    [Fact]
    public void An_entry_that_no_import_goes_to_is_removed_and_nothing_else()
    {
        SwitchToCloudLink();
        var (settings, addresses, map) = (site.Read("isps_ul.ini"), site.Read("isps.cfg"), site.Read("acd_map.ini"));
        site.Add("isps.cfg", "[IES System Other]\nName = \"Other\"\nUrl = \"iwfms://other:45054\"");

        ServerEntryRemoval.Remove(site.Path, "wfm");

        Assert.Equal(settings.Replace("1=WFM,0,xlink@company.com,0123456789ABCDEF01\n", string.Empty, StringComparison.Ordinal), site.Read("isps_ul.ini"));
        Assert.DoesNotContain("host.injixo.com", site.Read("isps.cfg"), StringComparison.Ordinal);
        Assert.Contains("iwfms://other:45054", site.Read("isps.cfg"), StringComparison.Ordinal);
        Assert.Contains("host.injixo.com", addresses, StringComparison.Ordinal);
        Assert.Equal(map, site.Read("acd_map.ini"));
        Assert.NotNull(ServerSnapshot.Find(site.Path, "WFM"));
        Assert.DoesNotContain(site.Check(), finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal("ServerEntryNotFound", Refusal());
    }

    [Fact]
    public void An_entry_that_imports_go_to_is_kept()
    {
        var before = (site.Read("isps_ul.ini"), site.Read("isps.cfg"));

        Assert.Equal("ServerEntryInUse", Refusal());
        SwitchToCloudLink();
        site.Edit("isps_ul.ini", "Target=CloudLink", "Target=Both");
        Assert.Equal("ServerEntryInUse", Refusal());
        site.Edit("isps_ul.ini", "Target=Both\nCloudLinkDirectory=../import\n", string.Empty);
        Assert.Equal(before, (site.Read("isps_ul.ini"), site.Read("isps.cfg")));
    }

    [Fact]
    public void An_entry_whose_queues_nobody_would_know_is_kept()
    {
        site.Edit("isps_ul.ini", "[General]\n", "[General]\nTarget=CloudLink\n");

        Assert.Equal("ServerSnapshotMissing", Refusal());
    }

    [Fact]
    public void An_entry_whose_external_systems_agent_data_would_need_is_kept()
    {
        site.Edit("isps_ul.ini", "[General]\n", "[General]\nTarget=CloudLink\n");
        site.Files.Write("Xlink/acd_map.ini");
        site.DeliverAgents("7;R;23.12.2014;08:00;60\n");

        Assert.Equal("ServerSnapshotMissing", Refusal());

        SwitchToCloudLink();
        ServerEntryRemoval.Remove(site.Path, "WFM");
    }

    [Fact]
    public void A_removal_that_broke_off_can_be_repeated()
    {
        SwitchToCloudLink();
        site.Edit("isps_ul.ini", "1=WFM,0,xlink@company.com,0123456789ABCDEF01\n", string.Empty);

        ServerEntryRemoval.Remove(site.Path, "WFM");

        Assert.DoesNotContain("IES System", site.Read("isps.cfg"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_entry_a_mapping_leads_somewhere_only_if_nothing_goes_to_the_server()
    {
        SwitchToCloudLink();
        ServerEntryRemoval.Remove(site.Path, "WFM");
        site.Edit("isps_ul.ini", "Target=CloudLink", "Target=Both");

        Assert.Contains(site.Check(), finding => finding.Id == "CheckMappingEntryUnknown");
        Assert.Contains(site.Check(), finding => finding.Id == "ServerEntryNotFound");
    }

    private string Refusal() => Assert.Throws<XlinkException>(() => ServerEntryRemoval.Remove(site.Path, "WFM")).ErrorId;

    private void SwitchToCloudLink()
    {
        site.Files.Write("import/.keep");
        site.Edit("isps_ul.ini", "[General]\n", "[General]\nTarget=CloudLink\nCloudLinkDirectory=../import\n");
        new ServerSnapshot { ServerEntry = "WFM", TimeZone = "Europe/Berlin", Queues = [], ExternalSystems = [] }.Save(site.Path);
    }
}
