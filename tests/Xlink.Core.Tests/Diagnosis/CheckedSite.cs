using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xlink.Diagnosis;
using Xlink.Targets;

namespace Xlink.Core.Tests.Diagnosis;

/// <summary>An installation in which nothing is wrong: the documented CSV interface, with files, mappings and a script.</summary>
internal sealed class CheckedSite : IDisposable, IDiskSpace
{
    private const string Header = "Queue;Date;Time;CallsOffered;CallsHandled;AHT\n";

    internal CheckedSite()
    {
        Files.Write("Xlink/isps_ul.ini", string.Join('\n', [
            "[DB]", "1=WFM,0,xlink@company.com,0123456789ABCDEF01", "[General]", "Protocol=1", "LogMaxFileSize=10240", "CallDataImport=daily", "CallDataImportTime=00:05",
            "[CSV]", .. Csv.Select(key => key.Key + "=" + key.Value), string.Empty]));
        Files.Write("Xlink/isps.cfg", "[IES System WFM]\nName = \"WFM\"\nUrl  = \"iwfms://host.injixo.com:45054\"\n");
        Files.Write("Xlink/acd_map.ini", "WFM:1:2:1001=CSV:UHD_DE_IN:CallsOffered\nWFM:1:2:1001=CSV:UHD_EN_IN:CallsOffered\nWFM:1:2:1001=$1.BAS\nWFM:2:3:1002=CSV:UHD_DE_IN:AHT\n");
        Files.Write("Xlink/$1.BAS", "Sub Main()\n  Result = (Para1 + Para2) * 100\nEnd Sub\n");
        Deliver("UHD_DE_IN;23.12.2014;08:00;1;0;0\nUHD_DE_IN;23.12.2014;08:15;1;1;180\nUHD_EN_IN;23.12.2014;08:30;1;1;150\n");
        Directory.CreateDirectory(Files["local"]);
    }

    internal TemporaryFolder Files { get; } = new();

    internal string Path => Files["Xlink"];

    /// <summary>What every disk has left.</summary>
    internal long? FreeSpace { get; set; } = 100L << 30;

    internal Dictionary<string, ServerInventory> Servers { get; } = new(StringComparer.OrdinalIgnoreCase);

    internal static (string Key, string Value)[] Csv { get; } =
    [
        ("Source", @"..\acd"), ("SeparatorCharacter", "3"), ("HeaderLines", "1"), ("GroupColumn", "1"), ("DateColumn", "2"), ("TimeColumn", "3"), ("DateOrder", "dmy"),
        ("Interval", "15"), ("AHTColumn", "6"), ("ColumnNames", "Queue;Date;Time;CallsOffered;CallsHandled;AHT"), ("Groups", "UHD_DE_IN;UHD_EN_IN"),
    ];

    /// <summary>A universal interface for call data in which nothing is wrong, as a section.</summary>
    internal const string Database =
        "[ACD]\nSource=acd\nUser=reader\nQueueSQL=SELECT name FROM queues\nQueueMappingSQL=SELECT name, id FROM queues\nCallDataTable=calls\n"
        + "QueueNameColumn=queue\nValueTypes=offered;handled\nTimeStampColumn=start\nInterval=15\n";

    /// <summary>A universal interface for agent data in which nothing is wrong, as keys that can stand below <see cref="Database"/>.</summary>
    internal const string AgentDatabase =
        "ActivitySQL=SELECT name, id FROM states\nAgentActivityTable=log\nAgentColumn=agent\nActivityColumn=state\nActivityTimeSpanType=2\n"
        + "ActivityStartTimeStampColumn=begin\n";

    /// <summary>A CSV interface for agent data in which nothing is wrong, as keys for the section [CSV].</summary>
    internal const string Agents =
        "ActivitySource=../agents\nActivitySeparatorCharacter=3\nActivityHeaderLines=1\nActivityColumnNames=Agent;State;Date;Time;Seconds\nAgentColumn=1\n"
        + "ActivityColumn=2\nActivityStartDateColumn=3\nActivityStartTimeColumn=4\nActivityDurationColumn=5\nActivityTimeSpanType=0\nActivityDateOrder=dmy\n";

    internal void Deliver(string rows, string name = "calls.csv", string header = Header) => Files.Write("acd/" + name, header + rows);

    /// <summary>Adds the interface for agent data, and a file.</summary>
    internal void DeliverAgents(string rows, string header = "Agent;State;Date;Time;Seconds\n")
    {
        if (!Read("isps_ul.ini").Contains("ActivitySource", StringComparison.Ordinal))
        {
            Add("isps_ul.ini", Agents);
        }

        Files.Write("agents/agents.csv", header + rows);
    }

    /// <summary>Exchanges text in a file of the installation; it must be there.</summary>
    internal void Edit(string name, string from, string to)
    {
        var text = File.ReadAllText(Files["Xlink/" + name]);
        Assert.Contains(from, text, StringComparison.Ordinal);
        Files.Write("Xlink/" + name, text.Replace(from, to, StringComparison.Ordinal));
    }

    /// <summary>Adds lines at the end of a file: to the section [CSV] of isps_ul.ini.</summary>
    internal void Add(string name, string lines) => File.AppendAllText(Files["Xlink/" + name], lines + "\n");

    internal string Read(string name) => File.ReadAllText(Files["Xlink/" + name]);

    internal IReadOnlyList<ConfigurationFinding> Check() => ConfigurationCheck.Run(Path, Servers, this, new VirtualStore([Files["local"]]));

    /// <summary>The only finding of an ID.</summary>
    internal ConfigurationFinding Find(string id) => Assert.Single(Check(), finding => finding.Id == id);

    /// <summary>The only finding at all.</summary>
    internal ConfigurationFinding FindOnly(string id)
    {
        var finding = Assert.Single(Check());
        Assert.Equal(id, finding.Id);
        return finding;
    }

    public long? FindFree(string folder) => FreeSpace;

    public void Dispose() => Files.Dispose();
}
