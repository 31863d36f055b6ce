using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Xlink.Credentials;
using Xlink.Servers;
using Xlink.Suite.Tests;
using Xlink.Targets;
using Xlink.Targets.Wfm;

[assembly: AssemblyFixture(typeof(ServerFixture))]

namespace Xlink.Suite.Tests;

/// <summary>The packaged server in a process of its own, in the zone Europe/Berlin, with the external systems CSV and CSV2 and a user for Xlink.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal const string UserName = "xlink@company.example";
    internal const string Password = "S3cret, with comma; and ü";

    private readonly TemporaryFolder folder = new();
    private WfmServerClient? administrator;
    private RunningServer? server;
    private Secret? administratorPassword;
    private string? dataPath;

    internal string Url => server!.Url;

    private string DataPath => dataPath ?? folder["data"];

    internal RunningServer Server => server!;

    internal WfmServerClient Administrator => administrator!;

    /// <summary>Starts a server that nobody else uses.</summary>
    /// <param name="dataPath">Its data folder, if it is to lie elsewhere.</param>
    internal static async Task<ServerFixture> StartOwnAsync(string? dataPath = null)
    {
        var own = new ServerFixture { dataPath = dataPath };
        await own.InitializeAsync();
        return own;
    }

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        foreach (var name in new List<string> { "CSV", "CSV2" })
        {
            await Administrator.CreateExternalSystemAsync(new() { Name = name, Type = ExternalSystemType.Csv, PhoneLink = true }, CancellationToken.None);
        }

        using var password = Secret.From(Password);
        await Administrator.CreateUserAsync(new() { EmailAddress = UserName, IsAdmin = true, Password = password.Reveal() }, CancellationToken.None);
    }

    /// <summary>Ends the server as a power failure would. Until <see cref="StartAsync"/> it is away.</summary>
    internal void Kill() => Assert.Equal(0, Processes.UnixProcess.SendSignal(Server.ProcessId, SuiteProgram.Kill));

    /// <summary>Starts the server on its data, at a new address.</summary>
    internal async Task StartAsync()
    {
        server = await ServerProcess.StartAsync(
            new() { ProgramFolder = Artifacts.ServerFolder, DataPath = DataPath, Port = 0, TimeZone = "Europe/Berlin" }, CancellationToken.None);
        administratorPassword ??= server.AdministratorPassword;
        administrator?.Dispose();
        administrator = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(Url), RunningServer.AdministratorName, administratorPassword!, options: null, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        administrator?.Dispose();
        await ServerProcess.StopAsync(DataPath, TimeSpan.FromSeconds(20), CancellationToken.None);
        folder.Dispose();
    }
}
