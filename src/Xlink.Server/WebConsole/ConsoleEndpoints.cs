using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.ImportRuns;
using Xlink.Server.Store;
using Xlink.Server.Users;
using Xlink.Server.WebConsole.Coverage;
using Xlink.Server.WebConsole.Curves;
using Xlink.Server.WebConsole.Pages;
using Xlink.Server.WebConsole.Timelines;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>The pages of the console. They read the store as the API does and need no script; only the curve is drawn by one.</summary>
internal static class ConsoleEndpoints
{
    private const int RunsPerPage = 50;
    private const int RunsOnOverview = 10;
    private const int EmployeesPerPage = 100;
    private const int DaysOfWeek = 7;

    private static readonly AuthorizationPolicy SignedIn = Policy().RequireAuthenticatedUser().Build();
    private static readonly AuthorizationPolicy Administrators = Policy().RequireRole(Access.Administer).Build();

    /// <summary>Maps the pages and the files they use.</summary>
    internal static void MapConsole(this IEndpointRouteBuilder app)
    {
        ConsoleAsset.Map(app);
        var console = app.MapGroup(string.Empty).WithMetadata(new ConsoleRefusal()).LimitBody(SameOrigin.MaximumForm).ExcludeFromDescription();
        console.MapGet("/login", ShowLogin);
        console.MapPost("/login", LogInAsync);
        console.MapPost("/preferences", (Delegate)KeepPreferencesAsync);

        var pages = console.MapGroup(string.Empty).RequireAuthorization(SignedIn);
        pages.MapPost("/logout", LogOutAsync);
        pages.MapGet("/", ShowOverviewAsync);
        pages.MapGet("/queues", ShowQueuesAsync);
        pages.MapGet("/queues/{queueId:int}/value-types/{valueTypeId:int}", ShowCurveAsync);
        pages.MapGet("/agents", ShowAgentsAsync);
        pages.MapGet("/external-systems", ShowExternalSystemsAsync);
        pages.MapGet("/import-runs", ShowImportRunsAsync);
        pages.MapGet("/import-runs/{id:long}", ShowImportRunAsync);
        pages.MapGet("/coverage", ShowCoverageAsync);

        var users = console.MapGroup("/users").RequireAuthorization(Administrators);
        users.MapGet(string.Empty, ShowUsersAsync);
        users.MapPost("/{id:int}/unlock", UnlockAsync);
        users.MapGet("/{id:int}/password", ShowPasswordAsync);
        users.MapPost("/{id:int}/password", SetPasswordAsync);
    }

    private static AuthorizationPolicyBuilder Policy() => new(ConsoleAuthentication.SchemeName);

    private static IResult ShowLogin(HttpContext context, string? returnTo = null)
        => new ConsolePage<LoginPage>(ConsoleView.Of(context), new LoginModel(LocalAddress(returnTo), string.Empty, Error: null));

    private static async Task<IResult> LogInAsync(HttpContext context, Login login, CancellationToken cancellationToken)
    {
        var view = ConsoleView.Of(context);
        var form = await SameOrigin.ReadFormAsync(context);
        var (name, returnTo) = (form["login"].ToString(), LocalAddress(form["returnTo"]));
        try
        {
            var session = await login.RunAsync(new() { Login = name, Password = form["password"].ToString() }, cancellationToken);
            ConsoleSession.Begin(context, session.Token, session.Expires - view.Now);
            return Results.LocalRedirect(returnTo);
        }
        catch (RefusedException refusal)
        {
            return new ConsolePage<LoginPage>(view, new LoginModel(returnTo, name, ConsoleRefusal.Describe(refusal)), refusal.Status);
        }
    }

    private static async Task<IResult> LogOutAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken)
    {
        await SameOrigin.ReadFormAsync(context);
        await store.Users.EndTokenAsync(BearerToken.Hash(ConsoleSession.TokenOf(context.Request)!), cancellationToken);
        ConsoleSession.End(context);
        return Results.LocalRedirect("/login");
    }

    /// <summary>Changes nothing but the look of the pages in this browser, signed in or not.</summary>
    private static async Task<IResult> KeepPreferencesAsync(HttpContext context)
    {
        var form = await SameOrigin.ReadFormAsync(context);
        if (ConsoleLanguage.Find(form["language"]) is { } language)
        {
            ConsolePreferences.Keep(context, ConsolePreferences.LanguageCookie, language);
        }

        if (form["theme"].ToString() is "light" or "dark" or "system")
        {
            ConsolePreferences.Keep(context, ConsolePreferences.ThemeCookie, form["theme"].ToString());
        }

        return Results.LocalRedirect(LocalAddress(form["returnTo"]));
    }

    private static async Task<IResult> ShowOverviewAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken)
    {
        var view = ConsoleView.Of(context);
        var queues = await store.Queues.GetAllAsync(cancellationToken);
        var (covered, missing) = await TargetCoverage.CountAsync(queues, store.CallData, view.Today, cancellationToken);
        return new ConsolePage<OverviewPage>(view, new OverviewModel(
            queues.Count,
            (await store.ExternalSystems.GetAllAsync(cancellationToken)).Count,
            await store.ImportRuns.GetAsync(new(), RunsOnOverview, cancellationToken),
            covered,
            missing,
            view.IsAdministrator ? (await store.Users.GetAllAsync(cancellationToken)).Count(user => user.IsLocked) : null));
    }

    private static async Task<IResult> ShowQueuesAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken, string filter = "")
        => new ConsolePage<QueuesPage>(
            ConsoleView.Of(context), new QueuesModel(QueueNode.Tree(await store.Queues.GetAllAsync(cancellationToken), filter.Trim()), filter.Trim()));

    private static async Task<IResult> ShowCurveAsync(
        int queueId, int valueTypeId, HttpContext context, IWfmStore store, DateTimeZone zone, CancellationToken cancellationToken, string? day = null, string? view = null)
    {
        var page = ConsoleView.Of(context);
        var queue = await store.Queues.FindAsync(queueId, cancellationToken) ?? throw Refusal.QueueNotFound(queueId);
        var valueType = queue.ValueTypes.FirstOrDefault(candidate => candidate.Id == valueTypeId) ?? throw Refusal.RouteNotFound();
        var shown = string.IsNullOrEmpty(day) ? await TargetCoverage.LastDayAsync(store.CallData, queueId, valueTypeId, page.Today, cancellationToken) : ReadDay(day);
        var isWeek = view == "week";
        var first = isWeek ? shown.PlusDays(IsoDayOfWeek.Monday - shown.DayOfWeek) : shown;
        var days = isWeek ? DaysOfWeek : 1;
        var vectors = await store.CallData.GetAsync(
            queueId, valueTypeId, first.PlusDays(-Curve.DaysBefore), first.PlusDays(days - 1), DayVector.ActualVersion, cancellationToken);
        return new ConsolePage<CurvePage>(page, new CurveModel(queue, valueType, isWeek, shown, Curve.Of(first, days, vectors, zone)));
    }

    private static async Task<IResult> ShowAgentsAsync(
        HttpContext context, IWfmStore store, DateTimeZone zone, CancellationToken cancellationToken, string? day = null, string filter = "", int page = 1)
    {
        var view = ConsoleView.Of(context);
        var shown = string.IsNullOrEmpty(day) ? view.Today : ReadDay(day);
        var found = await store.AgentStatus.GetPageAsync(shown, filter.Trim(), page, EmployeesPerPage, cancellationToken);
        return new ConsolePage<AgentsPage>(
            view, new AgentsModel(shown, filter.Trim(), AgentTimeline.Of(shown, zone, found.Status), found.Number, found.Pages));
    }

    private static async Task<IResult> ShowExternalSystemsAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken)
    {
        var systems = await store.ExternalSystems.GetAllAsync(cancellationToken);
        var latest = (await store.ImportRuns.GetLatestAsync(cancellationToken)).ToDictionary(run => NameRule.Key(run.ExternalSystem), StringComparer.Ordinal);
        return new ConsolePage<ExternalSystemsPage>(
            ConsoleView.Of(context), new ExternalSystemsModel([.. systems.Select(system => (system, latest.GetValueOrDefault(NameRule.Key(system.Name))))]));
    }

    private static async Task<IResult> ShowImportRunsAsync(
        HttpContext context,
        IWfmStore store,
        CancellationToken cancellationToken,
        string? externalSystem = null,
        string? kind = null,
        string? outcome = null,
        long? before = null)
    {
        var filter = ImportRunFilter.Read(externalSystem, kind, outcome, before);
        var runs = await store.ImportRuns.GetAsync(filter, RunsPerPage + 1, cancellationToken);
        IReadOnlyList<WfmImportRun> shown = [.. runs.Take(RunsPerPage)];
        IReadOnlyList<string> names = [.. (await store.ImportRuns.GetLatestAsync(cancellationToken)).Select(run => run.ExternalSystem)];
        return new ConsolePage<ImportRunsPage>(
            ConsoleView.Of(context), new ImportRunsModel(shown, filter, names, runs.Count > RunsPerPage ? shown[^1].Id : null));
    }

    private static async Task<IResult> ShowImportRunAsync(long id, HttpContext context, IWfmStore store, CancellationToken cancellationToken)
        => new ConsolePage<ImportRunPage>(
            ConsoleView.Of(context), await store.ImportRuns.FindAsync(id, cancellationToken) ?? throw Refusal.ImportRunNotFound(id));

    private static async Task<IResult> ShowCoverageAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken, bool all = false)
    {
        var view = ConsoleView.Of(context);
        var targets = await TargetCoverage.ReadAsync(await store.Queues.GetAllAsync(cancellationToken), store.CallData, view.Today, cancellationToken);
        var missing = targets.Where(target => target.IsMissing).ToList();
        return new ConsolePage<CoveragePage>(
            view, new CoverageModel(all ? targets : missing, !all, targets.Count - missing.Count, TargetCoverage.Days) { Missing = missing.Count });
    }

    private static async Task<IResult> ShowUsersAsync(HttpContext context, IWfmStore store, CancellationToken cancellationToken, int? unlocked = null, int? changed = null)
    {
        var view = ConsoleView.Of(context);
        var users = await store.Users.GetAllAsync(cancellationToken);
        var notice = Notice(unlocked, ConsoleText.UserUnlocked) ?? Notice(changed, ConsoleText.PasswordSet);
        return new ConsolePage<UsersPage>(view, new UsersModel(users, notice));

        string? Notice(int? id, string text) => users.FirstOrDefault(user => user.Id == id) is { } user ? view.Text(text, user.Login) : null;
    }

    private static async Task<IResult> UnlockAsync(int id, HttpContext context, IWfmStore store, CancellationToken cancellationToken)
    {
        await SameOrigin.ReadFormAsync(context);
        await store.Users.UnlockAsync(id, cancellationToken);
        return Results.LocalRedirect(FormattableString.Invariant($"/users?unlocked={id}"));
    }

    private static async Task<IResult> ShowPasswordAsync(int id, HttpContext context, IWfmStore store, CancellationToken cancellationToken)
        => new ConsolePage<UserPasswordPage>(ConsoleView.Of(context), new UserPasswordModel(await FindUserAsync(id, store, cancellationToken), Error: null));

    private static async Task<IResult> SetPasswordAsync(int id, HttpContext context, IWfmStore store, PasswordHashing hashing, CancellationToken cancellationToken)
    {
        var view = ConsoleView.Of(context);
        var form = await SameOrigin.ReadFormAsync(context);
        var user = await FindUserAsync(id, store, cancellationToken);
        var password = form["password"].ToString();
        if (password != form["repetition"].ToString())
        {
            return Again(ConsoleText.PasswordsDiffer, StatusCodes.Status422UnprocessableEntity);
        }

        try
        {
            var hash = await hashing.CreateAsync(PasswordRule.Check(password), cancellationToken);
            await store.Users.ChangeAsync(id, new(), hash, cancellationToken);
            return Results.LocalRedirect(FormattableString.Invariant($"/users?changed={id}"));
        }
        catch (RefusedException refusal)
        {
            return Again(ConsoleRefusal.Describe(refusal), refusal.Status);
        }

        ConsolePage<UserPasswordPage> Again(string error, int status) => new(view, new UserPasswordModel(user, error), status);
    }

    private static async Task<WfmUser> FindUserAsync(int id, IWfmStore store, CancellationToken cancellationToken)
        => await store.Users.FindAsync(id, cancellationToken) ?? throw Refusal.UserNotFound(id);

    private static LocalDate ReadDay(string text) => DayRule.ReadRange(text, text, 1).First;

    /// <summary>An address of this server: a link from elsewhere must not lead on to elsewhere.</summary>
    private static string LocalAddress(string? address)
        => address is ['/', not ('/' or '\\'), ..] && !address.Any(char.IsControl) ? address : "/";
}
