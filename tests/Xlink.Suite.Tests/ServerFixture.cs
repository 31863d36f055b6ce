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

    internal string Url => server!.Url;

    internal RunningServer Server => server!;

    internal WfmServerClient Administrator => administrator!;

    /// <summary>Starts a server that nobody else uses.</summary>
    internal static async Task<ServerFixture> StartOwnAsync()
    {
        var own = new ServerFixture();
        await own.InitializeAsync();
        return own;
    }

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync(
            new() { ProgramFolder = Artifacts.ServerFolder, DataPath = folder["data"], Port = 0, TimeZone = "Europe/Berlin" }, CancellationToken.None);
        administrator = await WfmServerClient.LoginAsync(
            ServerUrl.Parse(Url), RunningServer.AdministratorName, server.AdministratorPassword!, options: null, CancellationToken.None);
        foreach (var name in new List<string> { "CSV", "CSV2" })
        {
            await administrator.CreateExternalSystemAsync(new() { Name = name, Type = ExternalSystemType.Csv, PhoneLink = true }, CancellationToken.None);
        }

        using var password = Secret.From(Password);
        await administrator.CreateUserAsync(new() { EmailAddress = UserName, IsAdmin = true, Password = password.Reveal() }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        administrator?.Dispose();
        await ServerProcess.StopAsync(folder["data"], TimeSpan.FromSeconds(20), CancellationToken.None);
        folder.Dispose();
    }
}
