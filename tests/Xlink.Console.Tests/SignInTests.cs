using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Threading.Tasks;
using Microsoft.Playwright;
using Xlink.Server.Tests;
using static Microsoft.Playwright.Assertions;

namespace Xlink.Console.Tests;

public sealed class SignInTests(BrowserFixture browser)
{
    [Fact]
    public async Task Whoever_signs_in_comes_to_the_page_he_wanted_and_is_gone_after_signing_out()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var page = await site.OpenAsync();

        await page.GotoAsync("/coverage?all=true");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
        await ConsoleSite.KeepPictureAsync(page, "sign-in");
        await ConsoleSite.SignInAsync(page, "admin", TestServer.AdministratorPassword);
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Data coverage");
        Assert.EndsWith("/coverage?all=true", page.Url, StringComparison.Ordinal);

        var cookie = (await page.Context.CookiesAsync()).Single();
        Assert.Equal((true, SameSiteAttribute.Strict), (cookie.HttpOnly, cookie.SameSite));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await page.WaitForURLAsync("**/login");
        Assert.Empty(await page.Context.CookiesAsync());

        // The token is dead on the server too, not only forgotten by the browser.
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Server.SendAsync("GET", "/api/v1/queues", token: cookie.Value)).Status);
        Assert.Empty(site.Complaints);
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_user_and_a_locked_one_look_the_same()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var reader = await site.CreateReaderAsync();
        var page = await site.OpenAsync();

        var texts = await Attempt("nobody", "x");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(texts, await Attempt("reader", "wrong"));
        }

        Assert.True((await site.Administrator.GetUsersAsync(TestContext.Current.CancellationToken)).Single(user => user.Id == reader.Id).IsLocked);
        Assert.Equal(texts, await Attempt("reader", ConsoleSite.ReaderPassword));
        Assert.Equal("The user name or the password is wrong, or the user is locked.", texts);
        Assert.Empty(await page.Context.CookiesAsync());
        await ConsoleSite.KeepPictureAsync(page, "sign-in-refused");

        async Task<string> Attempt(string login, string password)
        {
            await page.GotoAsync("/login");
            await ConsoleSite.SignInAsync(page, login, password);
            await Expect(page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
            await Expect(page.Locator("#login")).ToHaveValueAsync(login);
            await Expect(page.Locator("#password")).ToHaveValueAsync(string.Empty);
            return await page.GetByRole(AriaRole.Alert).InnerTextAsync();
        }
    }

    [Fact]
    public async Task The_keyboard_is_enough()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var page = await site.OpenAsync();

        await page.GotoAsync("/");
        await Expect(page.Locator("#login")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("admin");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(TestServer.AdministratorPassword);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.GetByText("Skip to the content")).ToBeFocusedAsync();
        await Expect(page.GetByText("Skip to the content")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("main")).ToBeFocusedAsync();

        await page.GotoAsync("/");
        for (var i = 0; i < 4; i++)
        {
            await page.Keyboard.PressAsync("Tab");
        }

        var focused = page.Locator(":focus");
        await Expect(focused).ToHaveTextAsync("Queues");
        Assert.NotEqual("none", await focused.EvaluateAsync<string>("element => getComputedStyle(element).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Queues");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_link_to_the_sign_in_page_leads_nowhere_else(string returnTo)
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var page = await site.OpenAsync();

        await page.GotoAsync("/login?returnTo=" + Uri.EscapeDataString(returnTo));
        await ConsoleSite.SignInAsync(page, "admin", TestServer.AdministratorPassword);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        Assert.Equal(site.Address, new Uri(page.Url));
    }

    [Fact]
    public async Task Over_TLS_the_cookie_is_for_TLS_and_this_host_alone()
    {
        using var folder = new TemporaryFolder();
        using var certificate = SelfSigned.Create();
        await using var site = await ConsoleSite.StartAsync(browser, options => options with { CertificatePath = certificate.WritePfx(folder) });
        var page = await site.OpenSignedInAsync(options => options.IgnoreHTTPSErrors = true);

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Overview");
        var cookie = (await page.Context.CookiesAsync()).Single();
        Assert.True(cookie.Secure);
        Assert.StartsWith("__Host-", cookie.Name, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_that_another_site_sends_is_refused()
    {
        await using var site = await ConsoleSite.StartAsync(browser);
        var reader = await site.CreateReaderAsync();
        var page = await site.OpenSignedInAsync();
        await page.GotoAsync("/users");
        var token = await page.Locator("input[name=formToken]").First.GetAttributeAsync("value");
        var cookie = (await page.Context.CookiesAsync()).Single();
        var address = FormattableString.Invariant($"/users/{reader.Id}/unlock");

        Assert.Equal(HttpStatusCode.Redirect, await PostAsync(token, ("Origin", site.Address.GetLeftPart(UriPartial.Authority))));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(token, ("Origin", "https://evil.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(token, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(token, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync("x" + token, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(null, ("Sec-Fetch-Site", "same-origin")));

        // The API takes no cookies: nothing that a browser sends by itself does anything there.
        Assert.Equal(HttpStatusCode.Unauthorized, (await site.Server.SendAsync("GET", "/api/v1/users", change: request => request.Headers.Add("Cookie", cookie.Name + "=" + cookie.Value))).Status);

        async Task<HttpStatusCode> PostAsync(string? formToken, (string Name, string Value) header) => (await site.Server.SendAsync("POST", address, change: request =>
        {
            request.Content = new FormUrlEncodedContent(formToken is null ? [] : [new("formToken", formToken)]);
            request.Headers.Add("Cookie", cookie.Name + "=" + cookie.Value);
            request.Headers.Add(header.Name, header.Value);
        })).Status;
    }
}
