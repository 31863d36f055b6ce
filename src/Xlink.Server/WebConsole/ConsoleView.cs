using System;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Xlink.Server.Api;
using Xlink.Server.Hosting;
using Xlink.Targets.Wfm;

namespace Xlink.Server.WebConsole;

/// <summary>What every page knows: who looks at it, in which language and colours, and what the time is.</summary>
public sealed class ConsoleView
{
    private ConsoleView(HttpContext context)
    {
        var session = context.Features.Get<ConsoleSession>();
        User = session?.User;
        FormToken = session?.FormToken;
        IsAdministrator = context.User.IsInRole(Access.Administer);
        Language = ConsoleLanguage.Of(context.Request);
        Culture = ConsoleLanguage.Culture(Language);
        Theme = ConsolePreferences.ThemeOf(context.Request);
        Address = context.Request.Path + context.Request.QueryString;
        var services = context.RequestServices;
        Zone = services.GetRequiredService<DateTimeZone>();
        Now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        Today = Instant.FromDateTimeOffset(Now).InZone(Zone).Date;
        Version = services.GetRequiredService<WfmServerInfo>().Version;
    }

    /// <summary>Who is signed in, or <see langword="null"/>.</summary>
    public WfmUser? User { get; }

    /// <summary>Whether that is an administrator.</summary>
    public bool IsAdministrator { get; }

    /// <summary>What forms send along, or <see langword="null"/> if nobody is signed in.</summary>
    public string? FormToken { get; }

    /// <summary>Code of the language.</summary>
    public string Language { get; }

    /// <summary>How dates and numbers are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary><c>light</c>, <c>dark</c>, or <see langword="null"/> for the colours of the system.</summary>
    public string? Theme { get; }

    /// <summary>Path and query of the page.</summary>
    public string Address { get; }

    /// <summary>The zone that days are in.</summary>
    public DateTimeZone Zone { get; }

    /// <summary>The time.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>The day in <see cref="Zone"/>.</summary>
    public LocalDate Today { get; }

    /// <summary>Version of the server.</summary>
    public string Version { get; }

    /// <summary>A day as people write it, with the day of the week.</summary>
    public string Day(LocalDate day) => day.ToDateTimeUnspecified().ToString(ConsoleText.DayFormat, Culture);

    /// <summary>A day without the day of the week.</summary>
    public string Date(LocalDate day) => day.ToDateTimeUnspecified().ToString(ConsoleText.DateFormat, Culture);

    /// <summary>A moment in the server's zone.</summary>
    public string Time(DateTimeOffset time) => LocalZone.ToLocal(time, Zone).ToString(ConsoleText.TimeFormat, Culture);

    /// <summary>A moment as machines read it.</summary>
    public string MachineTime(DateTimeOffset time) => LocalZone.ToLocal(time, Zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A whole number with separators.</summary>
    public string Number(long number) => number.ToString("N0", Culture);

    /// <summary>A value, with as many decimals as it has.</summary>
    public string Value(decimal value) => value.ToString("#,0.##", Culture);

    /// <summary>A text with figures in it.</summary>
    public string Text(string format, params object?[] arguments) => MessageText.Fill(Culture, format, arguments);

    /// <summary>How long something took.</summary>
    public string Duration(TimeSpan duration)
        => duration < TimeSpan.FromMinutes(1)
            ? Text(ConsoleText.DurationSeconds, duration.TotalSeconds)
            : duration < TimeSpan.FromHours(1) ? Text(ConsoleText.DurationMinutes, duration.Minutes, duration.Seconds) : Text(ConsoleText.DurationHours, (int)duration.TotalHours, duration.Minutes);

    /// <summary>What a request's page knows; its language is spoken until the calling method ends.</summary>
    internal static ConsoleView Of(HttpContext context)
    {
        var view = new ConsoleView(context);
        view.Speak();
        return view;
    }

    /// <summary>Makes its language that of all texts until the calling method ends.</summary>
    internal void Speak() => CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = Culture;
}
