using System;
using System.IO;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xlink.Core.Tests.Installation;
using Xlink.Logging;

namespace Xlink.Core.Tests.Logging;

public sealed class LogFileNameTests : IDisposable
{
    private static readonly string[] DeviceNames = ["con", "nul", "prn", "aux", "com1", "lpt1"];

    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Logs_have_the_documented_names()
    {
        Assert.Equal("InvisionAcd1_Service 1.log", LogFileName.ForQueue("InvisionAcd1", "Service 1"));
        Assert.Equal("CSV_Straße_test.log", LogFileName.ForQueue("CSV", "Straße", "test"));
        Assert.Equal("CSV_agent_import.log", LogFileName.ForAgentImport("CSV"));
    }

    [Theory]
    [InlineData("..", "../../etc/passwd")]
    [InlineData("CON.x", "y")]
    [InlineData("CSV", "a:b")]
    [InlineData("CSV", "a\\b\n")]
    [InlineData("CSV", "a|b*?<>\"")]
    [InlineData("", ". .")]
    [InlineData("/", "")]
    public void Names_that_are_no_file_names_are_changed_and_marked(string externalSystem, string queue)
    {
        var name = LogFileName.ForQueue(externalSystem, queue);

        Assert.Matches("^[^<>:\"/\\\\|?*\\p{Cc}]+~[0-9a-f]{8}\\.log$", name);
        AssertSafe(name);
    }

    [Fact]
    public void Queues_whose_names_become_alike_keep_their_own_logs()
    {
        string[] queues = ["a:b", "a/b", "a_b", "a|b", "a?b", new('x', 300), new('x', 301)];

        Assert.Equal(queues.Length, queues.Select(queue => LogFileName.ForQueue("CSV", queue)).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void Any_name_gives_one_file_in_the_folder()
        => Prop.ForAll<string, string>((externalSystem, queue) => AssertSafe(LogFileName.ForQueue(externalSystem ?? "", queue ?? ""))).QuickCheckThrowOnFailure();

    private void AssertSafe(string name)
    {
        Assert.Equal(name, Path.GetFileName(name));
        Assert.InRange(name.Length, 5, 140);
        Assert.DoesNotContain(name.Split('.')[0].ToLowerInvariant(), DeviceNames);
        File.WriteAllText(folder[name], "log");
        Assert.Equal([name], Suite.List(folder.Path));
        File.Delete(folder[name]);
    }

    public void Dispose() => folder.Dispose();
}
