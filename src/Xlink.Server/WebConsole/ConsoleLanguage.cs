using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Xlink.Server.WebConsole;

/// <summary>In which language a page is: the one chosen, else what the browser asks for first, else English.</summary>
internal static class ConsoleLanguage
{
    /// <summary>The languages by their codes, with their own names.</summary>
    internal static readonly IReadOnlyList<(string Code, string Name)> All = [("en", "English"), ("de", "Deutsch")];

    private const string Default = "en";

    /// <summary>The code of a language there is, or <see langword="null"/>.</summary>
    internal static string? Find(string? code) => All.Select(language => language.Code).FirstOrDefault(known => string.Equals(known, code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The language of a request.</summary>
    internal static string Of(HttpRequest request)
        => Find(request.Cookies[ConsolePreferences.LanguageCookie])
            ?? Wanted(request).Select(wanted => Find(wanted.Split('-')[0])).OfType<string>().FirstOrDefault()
            ?? Default;

    /// <summary>The culture of a language; the invariant one on a computer that was set up without cultures.</summary>
    internal static CultureInfo Culture(string code)
    {
        try
        {
            return CultureInfo.GetCultureInfo(code == "en" ? "en-GB" : "de-DE");
        }
        catch (CultureNotFoundException)
        {
            return CultureInfo.InvariantCulture;
        }
    }

    private static IEnumerable<string> Wanted(HttpRequest request)
        => StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var languages)
            ? languages.Where(language => language.Quality is not 0).OrderByDescending(language => language.Quality ?? 1).Select(language => language.Value.ToString())
            : [];
}
