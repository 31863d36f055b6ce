using System;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xlink.Credentials;
using Xlink.Server.Hosting;
using Xlink.Server.Tests;
using Xlink.Targets.Wfm;

namespace Xlink.Console.Tests;

/// <summary>A real server with a browser window in front of it that notes what it asks for and complains of.</summary>
internal sealed class ConsoleSite : IAsyncDisposable
{
    internal const string ReaderPassword = "reads only";

    private readonly BrowserFixture fixture;
    private readonly List<IBrowserContext> contexts = [];

    private ConsoleSite(BrowserFixture fixture, TestServer server, WfmServerClient administrator)
    {
        this.fixture = fixture;
        Server = server;
        Administrator = administrator;
    }

    internal TestServer Server { get; }

    internal WfmServerClient Administrator { get; }

    internal Uri Address => Server.Url.HttpUri;

    /// <summary>Every address that a window has asked for.</summary>
    internal List<string> Requests { get; } = [];

    /// <summary>What a window has complained of: errors of scripts, of the content security policy, dialogs.</summary>
    internal List<string> Complaints { get; } = [];

    internal static async Task<ConsoleSite> StartAsync(BrowserFixture fixture, Func<ServerOptions, ServerOptions>? change = null)
    {
        _ = fixture.Browser;
        var server = await TestServer.StartAsync(change);
        using var password = Secret.From(TestServer.AdministratorPassword);
        var options = server.CertificateThumbprint is null ? null : new WfmConnectionOptions { CertificateThumbprint = server.CertificateThumbprint };
        return new(fixture, server, await WfmServerClient.LoginAsync(server.Url, "admin", password, options, TestContext.Current.CancellationToken));
    }

    /// <summary>Opens a window of its own, with nobody signed in.</summary>
    internal async Task<IPage> OpenAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var options = new BrowserNewContextOptions { BaseURL = Address.ToString(), Locale = "en-GB", ViewportSize = new() { Width = 1280, Height = 860 } };
        change?.Invoke(options);
        var context = await fixture.Browser.NewContextAsync(options);
        contexts.Add(context);
        context.SetDefaultTimeout(30_000);
        var page = await context.NewPageAsync();
        page.Request += (_, request) => Requests.Add(request.Url);
        page.PageError += (_, error) => Complaints.Add("Script: " + error);
        page.Console += (_, message) =>
        {
            // The browser notes an answer with an error status here; the tests look at it themselves.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                Complaints.Add("Console: " + message.Text);
            }
        };
        page.Dialog += (_, dialog) =>
        {
            Complaints.Add("Dialog: " + dialog.Message);
            _ = dialog.DismissAsync();
        };
        return page;
    }

    /// <summary>Opens a window with the administrator signed in.</summary>
    internal async Task<IPage> OpenSignedInAsync(Action<BrowserNewContextOptions>? change = null)
    {
        var page = await OpenAsync(change);
        await SignInAsync(page, "admin", TestServer.AdministratorPassword);
        return page;
    }

    internal static async Task SignInAsync(IPage page, string login, string password)
    {
        if (!page.Url.Contains("/login", StringComparison.Ordinal))
        {
            await page.GotoAsync("/");
        }

        await page.Locator("#login").FillAsync(login);
        await page.Locator("#password").FillAsync(password);
        await page.Locator("main button").ClickAsync();
    }

    /// <summary>Creates the user "reader", who may look and do nothing else.</summary>
    internal Task<WfmUser> CreateReaderAsync()
        => Administrator.CreateUserAsync(new() { UserName = "reader", Password = ReaderPassword }, TestContext.Current.CancellationToken);

    /// <summary>Keeps a picture of a window.</summary>
    internal static async Task KeepPictureAsync(IPage page, string name)
        => await page.ScreenshotAsync(new() { Path = Path.Combine(BrowserFixture.ScreenshotFolder, name + ".png"), FullPage = true });

    public async ValueTask DisposeAsync()
    {
        foreach (var context in contexts)
        {
            await context.DisposeAsync();
        }

        Administrator.Dispose();
        await Server.DisposeAsync();
    }
}
