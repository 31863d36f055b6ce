using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xlink.Console.Tests;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Xlink.Console.Tests;

/// <summary>The Chromium of this computer, driven by Playwright. None is downloaded.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Programs =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "Google", "Chrome", "Application", "chrome.exe"),
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where screenshots are kept.</summary>
    internal static string ScreenshotFolder { get; } = Path.Combine(
        Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ArtifactsFolder").Value!, "console");

    /// <summary>The browser; a test without one is skipped.</summary>
    internal IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(browser is null, "Chromium is not installed (Debian: chromium).");
            return browser!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Programs, File.Exists) is not { } program)
        {
            return;
        }

        playwright = await Playwright.CreateAsync();

        // Chromium's own sandbox is of no use to root, and the pages are ours.
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
