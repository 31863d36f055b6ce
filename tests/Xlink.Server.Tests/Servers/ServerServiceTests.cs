using Xlink.Servers;

namespace Xlink.Server.Tests.Servers;

public sealed class ServerServiceTests
{
    private static readonly string[] Command = ["/usr/bin/dotnet", "/opt/Xlink.Server.dll", "--data", "/srv/with --blank", "--port", "8080", "--drain-time", "00:00:00"];

    [Fact]
    public void What_a_unit_has_and_a_new_command_has_not_is_told()
    {
        var options = new ServerProcessOptions { ProgramFolder = "/opt", DataPath = "/srv/with --blank" };
        var unit = ServerUnit.Format([.. Command, "--database", "/etc/xlink/database", "--self-signed"], options, "xlink-server", "xlink-server");

        Assert.Equal(["--database", "--self-signed"], ServerService.FindDropped(unit, Command));
        Assert.Empty(ServerService.FindDropped(unit, [.. Command, "--self-signed", "--database", "/elsewhere"]));
    }

    [Fact]
    public void What_a_command_line_of_Windows_has_and_a_new_command_has_not_is_told()
        => Assert.Equal(
            ["--address", "--log-format"],
            ServerService.FindDropped("""C:\X\Xlink.Server.exe --data "D:\My --data" --address 0.0.0.0 --port 1 --log-format json --service --background""", ["--data", "x", "--port", "1"]));
}
