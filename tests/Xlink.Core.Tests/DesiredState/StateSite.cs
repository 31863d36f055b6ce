using System;
using System.IO;
using System.Linq;
using System.Text;
using Xlink.Core.Tests.Installation;
using Xlink.Core.Tests.Services;
using Xlink.DesiredState;
using Xlink.Installation;

namespace Xlink.Core.Tests.DesiredState;

/// <summary>A folder for desired states, suites and installations, with a service manager of its own.</summary>
internal sealed class StateSite : IDisposable
{
    /// <summary>Everything that a desired state can say, with the environment variable as the only secret.</summary>
    public const string Everything = """
        {
          "path": "Xlink",
          "language": "german",
          "servers": [
            { "name": "WFM", "url": "iwfms://host.injixo.com:45054", "userName": "xlink@company.com", "password": { "environment": "VARIABLE" } },
            { "name": "Hamburg", "url": "iwfm://wfm2:45054", "certificateThumbprint": "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF", "userName": "xlink" }
          ],
          "general": { "Protocol": 1, "LogMaxFileSize": 2048, "WriteAlways": false },
          "schedule": { "callData": { "mode": "interval", "time": "00:07", "minutes": 30 }, "agentData": { "mode": "daily", "time": "02:00" } },
          "externalSystems": [
            { "name": "CSV", "keys": { "Source": "C:\\ACD", "SeparatorCharacter": 3, "Groups": ["UHD_DE_IN", "UHD_EN_IN"], "DateOrder": "dmy" } },
            { "name": "ODBC", "keys": { "Source": "ACD", "User": "reader" }, "secrets": { "Password": { "environment": "VARIABLE" } } }
          ],
          "mappings": [
            { "target": "WFM:1:1002:1003", "sources": ["CSV:UHD_DE_IN:Calls", "CSV:UHD_EN_IN:Calls"] },
            { "target": "WFM:1:1002:1004", "sources": ["ODBC:Hotline:lost"], "script": "Dim Result As Long\nSub Main()\n  Result = Para1 * 100\nEnd Sub\n" }
          ],
          "service": { "state": "running" }
        }
        """;

    public const string Password = "S3cret, \"wörd\"; #1";

    private readonly TemporaryFolder folder = new();

    public StateSite()
    {
        Variable = "XLINK_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(Variable, Password);
        Suite.WriteFolder(folder["suite"]);
        folder.Write("suite/Xlink/isps_uls", "#!/bin/sh\n# says: " + FakeServiceControl.Connected + "\n");
    }

    /// <summary>Name of an environment variable with the password.</summary>
    public string Variable { get; }

    public string Installation => folder["Xlink"];

    public FakeServiceControl Control { get; private set; } = null!;

    public string this[string relative] => folder[relative];

    public void Write(string relative, string content) => folder.Write(relative, content);

    /// <summary>Reads a desired state; VARIABLE in it becomes the name of the environment variable.</summary>
    public XlinkDesiredState Read(string json) => XlinkDesiredState.FromJson(Encoding.UTF8.GetBytes(json.Replace("VARIABLE", Variable, StringComparison.Ordinal)), folder["state.json"]);

    public StateChange Change(XlinkDesiredState state, string? path = null, Action<string>? onServiceAction = null)
    {
        Control = new FakeServiceControl(folder["service.txt"]) { OnAction = onServiceAction };
        return new StateChange(state, path, Control, vault: null);
    }

    public StateChangeResult Apply(string json, Action<string>? onServiceAction = null) => Apply(Read(json), path: null, onServiceAction);

    public StateChangeResult Apply(XlinkDesiredState state, string? path = null, Action<string>? onServiceAction = null)
        => Change(state, path, onServiceAction).Apply(_ => InstallationSource.Open(folder["suite"]));

    /// <summary>Every file with its content, but for backups and logs.</summary>
    public string[] Snapshot(string? path = null) => Directory.Exists(path ?? Installation)
        ?
        [
            .. Directory.EnumerateFiles(path ?? Installation, "*", SearchOption.AllDirectories)
                .Where(file => !file.Contains("backup", StringComparison.Ordinal) && !file.EndsWith(".log", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(file => file + " " + Convert.ToHexString(File.ReadAllBytes(file))),
        ]
        : [];

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        folder.Dispose();
    }
}
